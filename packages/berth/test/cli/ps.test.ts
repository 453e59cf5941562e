import { BerthError, type DetachedCommands, type SeenCommand } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { runCli } from './run-cli.js'

function seen(id: string, command: Partial<SeenCommand> = {}): SeenCommand {
  const startedAt = '2026-01-02T03:04:05Z'
  return {
    id,
    state: { state: 'running' },
    command: './burn-in.sh',
    startedAt,
    printed: { stdout: 1, stderr: 2 },
    ...command,
  }
}

const lost = new BerthError({ code: 'BERTH_HOST_UNREACHABLE', host: 'c', operation: 'connect', message: 'no route' })

const listed: DetachedCommands = new Map([
  [
    'a',
    {
      error: null,
      commands: [
        seen('new', { command: ['echo', 'a\nb\u001b[1m'] }),
        seen('old', { startedAt: '2026-01-01T00:00:00Z' }),
      ],
    },
  ],
  [
    'b',
    {
      error: null,
      commands: [
        seen('old', { printed: { stdout: 2 ** 20, stderr: 0 } }),
        seen('odd', {
          state: { state: 'unreadable', reason: 'no sense' },
          command: null,
          startedAt: null,
          printed: null,
        }),
      ],
    },
  ],
  ['c', { error: null, commands: [seen('old', { state: { state: 'exited', exitCode: 3 }, command: 'x'.repeat(60) })] }],
])

describe('ps', () => {
  it('is a table of commands, the oldest first, with the hosts where they are in the same state', async () => {
    const { exitCode, stdout, calls } = await runCli('ps --user me', { script: { listed } })
    expect(calls).toEqual([['attach'], ['listDetached', { user: 'me' }], ['close']])
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: `\
ID   STATE        STARTED               PRINTED  COMMAND                                             HOSTS
odd  unreadable   -                     -        -                                                   b
old  running      2026-01-01T00:00:00Z  1.0 MiB  ./burn-in.sh                                        a, b
old  exit code 3  2026-01-02T03:04:05Z  3 bytes  ${'x'.repeat(49)}…  c
new  running      2026-01-02T03:04:05Z  3 bytes  echo a b [1m                                        a

odd on b: no sense
`,
    })
  })

  it('says so where there is none, and asks hosts without looking at their containers', async () => {
    const { calls, stdout } = await runCli('ps --on-host', {
      script: { listed: new Map([['a', { commands: [], error: null }]]) },
    })
    expect(calls).toEqual([['listDetached', { on: 'host' }], ['close']])
    expect(stdout).toBe('No detached commands.\n')
  })

  it('tells of hosts that could not be asked, and shows the others', async () => {
    const script = { listed: new Map([...listed, ['c', { commands: null, error: lost }]] as const) as DetachedCommands }
    const { exitCode, stdout, stderr } = await runCli('ps', { script })
    expect(exitCode).toBe(4)
    expect(stdout).toMatch(/^old +running .* a, b$/m)
    expect(stderr).toMatch(/list detached commands: failed on 1 of 3 hosts\nc:\n {2}connect: no route/)
    const { json, stderr: said } = await runCli('ps --json', { script })
    expect(said).toBe(stderr)
    expect(json?.hosts).toMatchObject({
      a: { ok: true, commands: [{ id: 'new', state: { state: 'running' }, command: ['echo', 'a\nb\u001b[1m'] }, {}] },
      c: { ok: false, error: { code: 'BERTH_HOST_UNREACHABLE', message: 'no route', remedy: null } },
    })
  })
})
