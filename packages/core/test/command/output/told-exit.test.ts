import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ToldExit } from '../../../src/command/output/told-exit.js'

const line = '\u001eberth-1 exit 42\n'
const separator = String.fromCharCode(0x1e)
const anyLine = new RegExp(`${separator}berth-1 exit \\d+\\n`)

function read(chunks: readonly Uint8Array[]): { output: Buffer; exitCode: number | null } {
  const passed: Uint8Array[] = []
  const told = new ToldExit('berth-1', (chunk) => passed.push(chunk))
  for (const chunk of chunks) told.push(chunk)
  told.finish()
  return { output: Buffer.concat(passed), exitCode: told.exitCode }
}

function split(bytes: Uint8Array, borders: readonly number[]): Uint8Array[] {
  const at = [0, ...borders.map((border) => border % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end))
}

const pieces = ['\u001e', '\u001eberth-1', ' exit ', '4', '\n', 'berth-1 exit 42\n', 'x']
const output = fc.oneof(
  fc.uint8Array({ maxLength: 100 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((words) => Buffer.from(words.join(''))),
)
const borders = fc.array(fc.nat(), { maxLength: 30 })
const tells = (bytes: Uint8Array): boolean => anyLine.test(Buffer.from(bytes).toString('latin1'))

describe('the line that tells of the end', () => {
  it('is the first of its kind: whoever says it again is a process that was left behind', () => {
    const again = '\u001eberth-1 exit 0\n'
    for (const chunks of [[`${line}${again}`], [line, again]]) {
      expect(read(chunks.map((chunk) => Buffer.from(chunk)))).toEqual({ output: Buffer.from(again), exitCode: 42 })
    }
  })

  it('is found, and left out of the output, wherever the stream is split', () => {
    fc.assert(
      fc.property(output, output, borders, (before, after, at) => {
        fc.pre(!tells(before))
        const whole = Buffer.concat([before, Buffer.from(line), after])
        const [found = ''] = anyLine.exec(whole.toString('latin1')) ?? []
        const first = whole.indexOf(found, 0, 'latin1')
        const rest = Buffer.concat([whole.subarray(0, first), whole.subarray(first + found.length)])
        const seen = read(split(whole, at))
        expect(seen.exitCode).not.toBeNull()
        fc.pre(!tells(rest))
        expect(seen.output.equals(rest)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('is nothing else: without it all bytes are output', () => {
    fc.assert(
      fc.property(output, borders, (bytes, at) => {
        fc.pre(!tells(bytes))
        const seen = read(split(bytes, at))
        expect(seen.exitCode).toBeNull()
        expect(seen.output.equals(Buffer.from(bytes))).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('holds nothing back that cannot be its beginning', () => {
    const passed: string[] = []
    const told = new ToldExit('berth-1', (chunk) => passed.push(chunk.toString()))
    for (const piece of ['a line\n', 'more', 'berth-1 exit 3\n', '\u001ec', '\u001eberth-2'])
      told.push(Buffer.from(piece))
    expect(passed).toEqual(['a line\n', 'more', 'berth-1 exit 3\n', '\u001ec', '\u001eberth-2'])
  })
})
