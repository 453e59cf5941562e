import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AnnouncedOutput } from '../../../src/command/output/announced-output.js'

function read(chunks: readonly Uint8Array[]): { output: Buffer; announced: boolean; noise: string } {
  const passed: Uint8Array[] = []
  const output = new AnnouncedOutput('berth-1', (chunk) => passed.push(chunk))
  for (const chunk of chunks) output.push(chunk)
  output.finish()
  return { output: Buffer.concat(passed), announced: output.announced, noise: output.noise }
}

function split(bytes: Uint8Array, borders: readonly number[]): Uint8Array[] {
  const at = [0, ...borders.map((border) => border % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end))
}

const noise = fc.oneof(
  fc.uint8Array({ maxLength: 100 }),
  fc
    .array(fc.constantFrom('\n', 'berth-1', 'berth', '-1 ', '4', '2\n', 'x'))
    .map((words) => Buffer.from(words.join(''))),
  fc.constant(Buffer.alloc(20_000, 'n')),
)

describe('output after its announcement', () => {
  it('is the same wherever the stream is split', () => {
    fc.assert(
      fc.property(
        noise,
        fc.uint8Array({ maxLength: 300 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        (before, after, borders) => {
          fc.pre(!/\nberth-1 \d+\n/.test(Buffer.from(before).toString('latin1')))
          const whole = Buffer.concat([before, Buffer.from('\nberth-1 42\n'), after])
          // Noise may end like a part of the announcement: then it is found earlier, and what is left of it is output.
          const [mark = ''] = /\nberth-1 \d+\n/.exec(whole.toString('latin1')) ?? []
          const first = whole.indexOf(mark, 0, 'latin1') + mark.length
          const { output, announced } = read(split(whole, borders))
          expect(announced).toBe(true)
          expect(output.equals(whole.subarray(first))).toBe(true)
        },
      ),
    )
  })

  it('is nothing before it is announced, byte by byte, and the noise is kept for the user', () => {
    const seen = read([...Buffer.from('Welcome!\nberth-1 4')].map((byte) => Uint8Array.of(byte)))
    expect(seen).toMatchObject({ announced: false, noise: 'Welcome!\nberth-1 4' })
    expect(seen.output).toHaveLength(0)
  })

  it('keeps a bounded part of endless noise, its end', () => {
    const { noise } = read(Array.from({ length: 1000 }, (_, index) => Buffer.from(`${index}:${'n'.repeat(1000)}\n`)))
    expect(noise.length).toBeLessThan(10_000)
    expect(noise).toContain('999:')
  })

  it('is found in the first bytes, without noise', () => {
    expect(read([Buffer.from('\nberth-1 42\nout')])).toMatchObject({ output: Buffer.from('out'), noise: '' })
  })
})
