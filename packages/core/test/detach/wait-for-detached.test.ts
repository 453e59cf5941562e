import { expect, it } from 'vitest'
import type { ContainerShell, ExecResult } from '../../src/contract/index.js'
import { waitForDetached } from '../../src/detach/wait-for-detached.js'

/** A shell whose follower prints this on each stream, its last word behind the mark, and ends so. */
function following(word: string, end: Partial<ExecResult> = {}): ContainerShell {
  return {
    host: 'h1',
    async exec(command, options) {
      const mark = [...command].find((text) => text.startsWith('\u001e'))
      await options?.onOutput?.('stdout', Buffer.from(`out\n${mark}${word}`))
      await options?.onOutput?.('stderr', Buffer.from('er'))
      const ended = { exitCode: 0, signal: null, endedBy: 'exit', duration: 1 } as const
      return { host: 'h1', ...ended, stdout: '', stderr: '', truncated: true, ...end }
    },
  }
}

const options = { maxOutput: 1000 }

it('gives the end that the follower tells of, with all output', async () => {
  const result = await waitForDetached(following(' exit 3\n'), 'id', options)
  expect(result).toMatchObject({ endedBy: 'exit', exitCode: 3, stdout: 'out\n', stderr: 'er', truncated: false })
})

it.each([
  ['no word', '', 'BERTH_CONNECTION_LOST'],
  ['half a word', ' exit 3', 'BERTH_CONNECTION_LOST'],
  // Standard error may have been cut.
  ['its last word', ' exit 3\n', 'BERTH_CONNECTION_LOST'],
])('tells of no end where the connection was lost after %s', async (_, word, code) => {
  const waiting = waitForDetached(following(word, { endedBy: 'lost', exitCode: null }), 'id', options)
  await expect(waiting).rejects.toMatchObject({ code, retryable: true })
})
