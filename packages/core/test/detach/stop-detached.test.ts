import { expect, it } from 'vitest'
import type { ContainerShell, ExecResult } from '../../src/contract/index.js'
import { stopDetached } from '../../src/detach/detached-on-host.js'

const id = '550e8400-e29b-41d4-a716-446655440000'
const said = (word: string): string => `\nberth-${id} ${word}\n`

function shellThatSays(stderr: string, exitCode = 1): ContainerShell {
  const ended = { exitCode, signal: null, endedBy: 'exit', truncated: false, duration: 5 } as const
  return { host: 'n1', exec: async (): Promise<ExecResult> => ({ host: 'n1', stdout: '', stderr, ...ended }) }
}

it.each([
  [
    'names what is left, by the last look',
    `${said('not ended')}berth-${id} left 7 ann sleep\n${said('not ended')}berth-${id} left 8 root sleep\n`,
    /^it could not be seen to be ended; left there and maybe running on: process 8 \(sleep, user root\)$/,
  ],
  [
    'says that nobody could look',
    said('not ended'),
    /^it could not be seen to be ended: its processes may not be looked at$/,
  ],
  ['keeps the words of others', 'sh: no such thing', /^sh: no such thing$/],
])('a stop that fails %s', async (_, stderr, reason) => {
  const failing = stopDetached(shellThatSays(stderr), id, {})
  await expect(failing).rejects.toMatchObject({ code: 'BERTH_COMMAND_FAILED', reason: expect.stringMatching(reason) })
})

it('a stop that leaves nothing resolves', async () => {
  await expect(stopDetached(shellThatSays(said('ended'), 0), id, {})).resolves.toBeUndefined()
})
