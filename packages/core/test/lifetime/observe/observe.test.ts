import { expect, it } from 'vitest'
import type { ContainerRuntime, ExecResult, HostConnection } from '../../../src/contract/index.js'
import { observe } from '../../../src/lifetime/observe/observe.js'
import { absent, engine, unknown, wanted } from '../observations.js'

const container = wanted('per_run', { runtime: { args: { defaults: 'none', volumes: ['/secret:/data'] } } })
const hides = 'now 1\0hidden /secret\0stat: /secret: Permission denied\0end\0'
const sees = 'now 2\0path 0 /secret\0/secret\0end\0'

/** What is found on a host whose answers depend on whether root asks, and how often it was asked. */
async function lookedAt(
  observation: Awaited<ReturnType<ContainerRuntime['observe']>>,
  answers: Readonly<Record<'plain' | 'sudo', Partial<ExecResult>>>,
) {
  const asked: string[] = []
  const exec: HostConnection['exec'] = async (command) => {
    const as = command[0] === 'sudo' ? 'sudo' : 'plain'
    asked.push(as)
    const told = { host: 'a', exitCode: 0, signal: null, endedBy: 'exit', stdout: '', stderr: '' } as const
    return { ...told, truncated: false, duration: 1, ...answers[as] } as ExecResult
  }
  const runtime = { observe: async () => observation } as unknown as ContainerRuntime
  const connect = async (): Promise<HostConnection> => ({ host: 'a', exec }) as HostConnection
  const access = { hosts: ['a'], container, runtime, sshd: false, connect, reachedBefore: new Map() }
  const how = { emit: () => undefined, how: 'at once' } as const
  const { facts } = await observe(access, 'containers and hosts', how)
  return { asked, facts: facts.get('a') }
}

const bySudo = { ...absent, engine: { ...engine, reachedBy: 'sudo' } } as const
const found = new Map([['/secret', [{ path: '/secret', group: '0', device: false }]]])

it('what the login user may not see is asked for as root, where the engine is reached through sudo', async () => {
  const seen = await lookedAt(bySudo, { plain: { stdout: hides }, sudo: { stdout: sees } })
  expect(seen).toMatchObject({ asked: ['plain', 'sudo'], facts: { now: 1, paths: found, hidden: new Map() } })
})

it.each([
  ['it is reached plainly', absent, hides],
  ['it was not found', unknown, hides],
  ['nothing is hidden', bySudo, sees],
])('and not where %s', async (_why, observation, stdout) => {
  expect((await lookedAt(observation, { plain: { stdout }, sudo: { stdout: sees } })).asked).toEqual(['plain'])
})

it('stays hidden where sudo gives the engine and nothing else', async () => {
  const refused = { exitCode: 1, stderr: 'sudo: a password is required\n' }
  const seen = await lookedAt(bySudo, { plain: { stdout: hides }, sudo: refused })
  expect(seen.asked).toEqual(['plain', 'sudo'])
  expect(seen.facts?.hidden.get('/secret')).toBe('stat: /secret: Permission denied')
})
