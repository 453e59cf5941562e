import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readFile } from '../../../src/command/files/read-file.js'
import type { ContainerShell, ExecResult } from '../../../src/contract/index.js'

const hashOf = (content: Uint8Array): string => `${createHash('sha256').update(content).digest('hex')}  -\n`

/** A shell whose reading program prints these pieces, says this on standard error, and ends so. */
function saying(pieces: readonly Uint8Array[], stderr: string, end: Partial<ExecResult> = {}): ContainerShell {
  return {
    host: 'h1',
    async exec(_command, options) {
      for (const piece of pieces) await options?.onOutput?.('stdout', piece)
      const ended = { exitCode: 0, signal: null, endedBy: 'exit', duration: 1 } as const
      return { host: 'h1', ...ended, stdout: '', stderr, truncated: true, ...end }
    },
  }
}

const line = (text: string): Uint8Array => Buffer.from(text)

it('takes a file however its bytes come', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.array(fc.nat({ max: 60 })), async (content, cuts) => {
      const sent = Buffer.concat([line(`${content.length}\n`), content])
      const ends = [...cuts.filter((cut) => cut < sent.length).sort((one, other) => one - other), sent.length]
      const pieces = ends.map((end, index) => sent.subarray(ends[index - 1] ?? 0, end))
      expect(await readFile(saying(pieces, hashOf(content)), '/f', {})).toEqual(Buffer.from(content))
    }),
  )
})

const content = Buffer.from('content')
const whole = [line('7\n'), content]
const altered = /what arrived is not what was read/

it.each<readonly [string, readonly Uint8Array[], string, Partial<ExecResult>, string, RegExp]>([
  ['whose last bytes are missing', [line('7\n'), line('conten')], hashOf(content), {}, 'BERTH_FILE_FAILED', altered],
  ['that shrinks', [line('7\n'), line('conten')], hashOf(Buffer.from('conten')), {}, 'BERTH_FILE_FAILED', altered],
  ['with another byte', [line('7\n'), line('Content')], hashOf(content), {}, 'BERTH_FILE_FAILED', altered],
  ['of which no hash has come', whole, '', {}, 'BERTH_FILE_FAILED', altered],
  ['of which half a hash has come', whole, hashOf(content).slice(0, 40), {}, 'BERTH_FILE_FAILED', altered],
  ['of which nothing has come', [], hashOf(Buffer.alloc(0)), {}, 'BERTH_FILE_FAILED', altered],
  ['of which half a size has come', [line('7')], hashOf(Buffer.alloc(0)), {}, 'BERTH_FILE_FAILED', altered],
  [
    'with more than its size',
    [...whole, line('s')],
    hashOf(content),
    {},
    'BERTH_FILE_FAILED',
    /size that was announced/,
  ],
  ['without a size', [content, line('\n')], hashOf(content), {}, 'BERTH_FILE_FAILED', /size that was announced/],
  [
    'whose size has no end',
    [line('1'.repeat(30))],
    hashOf(content),
    {},
    'BERTH_FILE_FAILED',
    /size that was announced/,
  ],
  [
    'whose end was not told, though all of it is there',
    whole,
    hashOf(content),
    { endedBy: 'lost', exitCode: null },
    'BERTH_CONNECTION_LOST',
    /connection was lost/,
  ],
  ['that could not be read', whole, hashOf(content), { exitCode: 1 }, 'BERTH_FILE_FAILED', /failed/],
])('takes no file %s', async (_, pieces, stderr, end, code, reason) => {
  const reading = readFile(saying(pieces, stderr, end), '/f', {})
  await expect(reading).rejects.toMatchObject({ code, host: 'h1', reason: expect.stringMatching(reason) })
})

it('refuses a file that is larger than is wanted before it takes any of it, and takes one that is as large', async () => {
  const shell = saying(whole, hashOf(content))
  expect(await readFile(shell, '/f', { maxSize: 7 })).toEqual(content)
  await expect(readFile(shell, '/f', { maxSize: 6 })).rejects.toMatchObject({
    code: 'BERTH_FILE_FAILED',
    reason: 'it has 7 bytes, and at most 6 are read into memory',
  })
  const endless = saying([line('1000000000000\n'), content], '')
  await expect(readFile(endless, '/dev/sda', {})).rejects.toMatchObject({
    reason: expect.stringMatching(/^it has 1000000000000 bytes/),
  })
})
