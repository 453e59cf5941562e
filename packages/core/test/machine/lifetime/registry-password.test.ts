import type { MemoryCluster } from '@berth/memory-cluster'
import { localTransport } from '@berth/transport-local'
import { describe, expect, it } from 'vitest'
import type { ClusterOptions } from '../../../src/cluster/index.js'
import type { ContainerRuntime, ImageSource } from '../../../src/contract/index.js'
import { BerthError, type HostsError } from '../../../src/errors/index.js'
import { berthOver, lab } from '../../lifetime/berth-over.js'
import { rejection } from '../../lifetime/rejection.js'

const hosts = ['a', 'b', 'c']
const image = 'registry.example/lab:1'

/** Hosts that have the image, as far as they are among these, with all that they are asked to make present. */
function watched(having: readonly string[]) {
  const memory: MemoryCluster = lab(hosts)
  for (const [name, { images, registry }] of memory.hosts) {
    const identity = images.get('lab:1')
    if (identity === undefined || 'unreadable' in identity) throw new Error('no image')
    images.delete('lab:1')
    registry.set(image, identity)
    if (having.includes(name)) images.set(image, identity)
  }
  const asked: { host: string; source: ImageSource }[] = []
  const runtime: ContainerRuntime = {
    ...memory.runtime,
    capabilities: { ...memory.runtime.capabilities, registryLogin: true },
    ensureImage(engine, source, options) {
      asked.push({ host: engine.connection.host, source })
      return memory.runtime.ensureImage(engine, source, options)
    },
  }
  const open = (password: Readonly<Record<string, string>>, options: Partial<ClusterOptions> = {}) => {
    const registry = { username: 'ann', server: 'registry.example', ...password }
    const container = { image, runtime: { name: 'memory', args: { defaults: 'none', registry } } }
    return berthOver(memory, container, { runtimes: { memory: runtime }, ...options })
  }
  const logins = (): readonly string[] =>
    asked.flatMap(({ host, source: { login } }) =>
      login === undefined || 'passwordFile' in login ? [] : `${host} ${login.password.reveal()}`,
    )
  return { memory, asked, open, logins }
}

describe('a registry’s password of this machine', () => {
  it('goes to each host that pulls, and to no other; nothing that is told has it', async () => {
    const { asked, open, logins } = watched(['b'])
    const { cluster, events } = open({ password_env: 'TOKEN' }, { variables: { TOKEN: 'hunter2' } })
    await cluster.up()
    expect([...logins()].sort()).toEqual(['a hunter2', 'c hunter2'])
    expect(asked.find(({ host }) => host === 'b')?.source).toEqual({ reference: image, pull: 'never', archive: null })
    expect(JSON.stringify([events, cluster.config, asked])).not.toContain('hunter2')
    await cluster.down()
  })

  it('is looked for in the environment of this process, if nobody says otherwise', async () => {
    const { open, logins } = watched(['a', 'b'])
    const { cluster } = open({ password_env: 'PATH' })
    await cluster.pull()
    expect(logins()).toEqual([`c ${process.env.PATH}`])
  })

  it('is asked for by one run of the command in a call, and anew in the next', async () => {
    const { memory, open, logins } = watched([])
    const thisMachine = localTransport()
    const runs: unknown[] = []
    const counting: ClusterOptions['thisMachine'] = {
      ...thisMachine,
      name: 'local',
      close: () => thisMachine.close(),
      [Symbol.asyncDispose]: () => thisMachine.close(),
      async connect(host, options) {
        const connection = await thisMachine.connect(host, options)
        const exec: typeof connection.exec = (command, given) => {
          runs.push(command)
          return connection.exec(command, given)
        }
        return { ...connection, exec }
      },
    }
    const { cluster } = open({ password_command: 'echo hunter3' }, { thisMachine: counting })
    await cluster.pull()
    expect([...logins()].sort()).toEqual(['a hunter3', 'b hunter3', 'c hunter3'])
    expect(runs).toEqual(['echo hunter3'])
    await cluster.pull()
    expect(runs).toHaveLength(1)
    memory.hosts.get('a')?.images.delete(image)
    await cluster.pull()
    expect(runs).toHaveLength(2)
    await cluster.close()
  })

  it('that cannot be had is an error of the call, and no host is asked to pull', async () => {
    const { memory, asked, open } = watched(['b'])
    const { cluster } = open({ password_env: 'TOKEN' }, { variables: {} })
    const error = await rejection<HostsError>(cluster.up({ maxFailures: 2 } as Parameters<typeof cluster.up>[0]))
    expect(error).toMatchObject({ code: 'BERTH_PASSWORD_UNUSABLE', kind: 'usage' })
    expect([...error.failures.keys()].sort()).toEqual(['a', 'c'])
    expect(error.message.match(/the variable TOKEN is not set/g)).toHaveLength(1)
    expect(asked.map(({ source }) => source.pull)).toEqual(['never'])
    expect(memory.changes).toEqual([])
  })

  it('is not missed where every host has the image', async () => {
    const { open } = watched(hosts)
    const { cluster } = open({ password_env: 'TOKEN' }, { variables: {} })
    expect((await cluster.up())?.action).toBe('launch')
  })

  it('is waited for no longer than until an abort', async () => {
    const { asked, open } = watched([])
    const thisMachine = localTransport()
    const { cluster } = open({ password_command: 'sleep 600' }, { thisMachine })
    const abort = new AbortController()
    const pulling = rejection<HostsError>(cluster.pull({ signal: abort.signal }))
    setTimeout(() => abort.abort(new Error('enough')), 200)
    const error = await pulling
    expect(BerthError.isInstance(error) && error.kinds).toEqual(new Set(['interrupted']))
    expect(asked).toEqual([])
    await cluster.close()
  })
})
