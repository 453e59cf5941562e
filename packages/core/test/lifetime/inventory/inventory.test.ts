import type { MemoryCluster } from '@berth/memory-cluster'
import { describe, expect, it } from 'vitest'
import {
  type FoundContainers,
  listContainers,
  pruneContainers,
  pruneRefusal,
} from '../../../src/lifetime/inventory/index.js'
import { ownerText } from '../../../src/lifetime/owners/owner-text.js'
import { newRun } from '../../../src/lifetime/owners/this-process.js'
import { berthOver, lab } from '../berth-over.js'

const gone = { ...newRun().owner, pid: 2 ** 22 + 1 }

/** Makes a process that is gone the owner of the container of a host. */
function leave(memory: MemoryCluster, host: string, name = 'lab', owner = gone): void {
  const container = memory.host(host).container(name)
  container.labels = { ...container.labels, 'berth.owner': ownerText(owner) }
}

function partsOf(memory: MemoryCluster) {
  return { transport: memory.anotherTransport(), runtimes: { memory: memory.runtime } }
}

function list(memory: MemoryCluster): Promise<FoundContainers> {
  return listContainers({ ...partsOf(memory), hosts: [...memory.hosts.keys()] })
}

function verdicts(found: FoundContainers): string[] {
  return [...found.values()].flatMap(({ containers }) => containers.map(({ name, verdict }) => `${name} ${verdict}`))
}

describe('listContainers', () => {
  it('tells of everything of Berth’s on every host, and changes nothing', async () => {
    const memory = lab(['a', 'b'])
    memory.host('b').addContainer({ name: 'theirs' })
    memory.host('b').addContainer({ name: 'old', labels: { 'berth.version': '1' } })
    const { cluster } = berthOver(memory)
    await cluster.up()
    const { changes } = memory
    const found = await list(memory)
    expect(found.get('a')).toMatchObject({
      error: null,
      containers: [
        {
          ...{ host: 'a', runtime: 'memory', name: 'lab', state: 'running', id: 'a-1', whose: 'mine' },
          ...{ verdict: 'in use', owner: 'alive', devices: [], gpus: null, image: 'lab:1' },
          berth: { cluster: 'lab', run: cluster.run.id, lifetime: 'per_run' },
        },
      ],
    })
    expect(verdicts(found)).toEqual(['lab in use', 'lab in use', 'old not known'])
    expect(memory.changes).toEqual(changes)
  })

  it('takes no host that cannot be asked for one that has nothing', async () => {
    const memory = lab(['a', 'b', 'c'])
    await berthOver(memory).cluster.up()
    memory.host('b').cutOff()
    memory.fail('c', 'inventory', 'BERTH_PROBE_UNTRUSTED')
    const found = await list(memory)
    expect([...found].map(([host, { containers, error }]) => [host, containers.length, error?.code ?? null])).toEqual([
      ['a', 1, null],
      ['b', 0, 'BERTH_HOST_UNREACHABLE'],
      ['c', 0, 'BERTH_PROBE_UNTRUSTED'],
    ])
  })

  it('tells of what one runtime has, and why another has told nothing', async () => {
    const memory = lab(['a'])
    await berthOver(memory).cluster.up()
    const { inventory: _, ...mute } = memory.runtime
    const { transport, runtimes } = partsOf(memory)
    const found = await listContainers({ transport, runtimes: { ...runtimes, mute }, hosts: ['a'] })
    expect(verdicts(found)).toEqual(['lab in use'])
    expect(found.get('a')?.error).toMatchObject({ code: 'BERTH_PROBE_UNTRUSTED', host: 'a' })
    expect(found.get('a')?.error?.message).toContain('mute cannot tell')
  })

  it('tells all troubles of a host in one error', async () => {
    const memory = lab(['a'])
    const troubled = (name: string) => ({
      ...memory.runtime,
      inventory: async () => ({
        now: 0,
        engines: [],
        troubles: [{ reason: `${name} is away`, remedy: `Start ${name}.` }],
      }),
    })
    const runtimes = { one: troubled('x'), two: troubled('y') }
    const found = await listContainers({ ...partsOf(memory), runtimes, hosts: ['a'] })
    expect(found.get('a')?.error).toMatchObject({
      code: 'BERTH_PROBE_UNTRUSTED',
      reason: 'one: x is away\ntwo: y is away',
      remedy: 'Start x. Start y.',
    })
  })

  it('takes no two names of one engine for two hosts', async () => {
    const memory = lab(['a', 'b'])
    await berthOver(memory).cluster.up()
    const { transport } = partsOf(memory)
    const inventory: typeof memory.runtime.inventory = async (host, ...asked) => {
      const told = await memory.runtime.inventory?.(host, ...asked)
      if (told === undefined) throw new TypeError('there is no inventory')
      const engines = told.engines.map((one) => ({ ...one, engine: { ...one.engine, id: 'one', boot: 'one' } }))
      return { ...told, engines }
    }
    const runtimes = { memory: { ...memory.runtime, inventory } }
    const found = await listContainers({ transport, runtimes, hosts: ['a', 'b'] })
    for (const { containers, error } of found.values()) {
      expect(containers).toEqual([])
      expect(error?.message).toContain('a, b are names of one engine')
    }
  })

  it('rejects where it is aborted', async () => {
    const memory = lab(['a'])
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(listContainers({ ...partsOf(memory), hosts: ['a'], signal })).rejects.toMatchObject({
      kind: 'interrupted',
    })
  })
})

describe('pruneContainers', () => {
  it('removes what is left over, by id, and nothing else', async () => {
    const memory = lab(['a', 'b'])
    await berthOver(memory, { name: 'left' }).cluster.up()
    await berthOver(memory, { name: 'used' }).cluster.up()
    await berthOver(memory, { name: 'kept', lifetime: 'persistent' }).cluster.up()
    await berthOver(memory, { name: 'given' }, { handsOver: true }).cluster.up()
    leave(memory, 'a', 'left')
    leave(memory, 'b', 'left')
    leave(memory, 'a', 'given')
    leave(memory, 'b', 'given')
    const found = await list(memory)
    const pruned = await pruneContainers(found, partsOf(memory))
    expect(pruned.map(({ container, error }) => [container.host, container.name, error])).toEqual([
      ['a', 'left', null],
      ['b', 'left', null],
    ])
    for (const host of memory.hosts.values())
      expect([...host.containers.keys()].sort()).toEqual(['given', 'kept', 'used'])
  })

  it('leaves what somebody has claimed since it was looked at', async () => {
    const memory = lab(['a', 'b'])
    const { cluster: maker } = berthOver(memory)
    await maker.up()
    leave(memory, 'a')
    leave(memory, 'b')
    const found = await list(memory)
    const user = berthOver(memory, {}, { run: maker.run }).cluster
    await user.attach()
    const pruned = await pruneContainers(found, partsOf(memory))
    expect(pruned.map(({ error }) => error?.code)).toEqual(['BERTH_IN_USE', 'BERTH_IN_USE'])
    expect(pruned[0]?.error?.message).toMatch(/not removed: it is in use by run \S+ of user/)
    expect(memory.ids()).toEqual(['a-1', 'b-1'])
  })

  it('leaves what was stopped when it was looked at, and is used by now', async () => {
    const memory = lab(['a'])
    const { cluster: maker } = berthOver(memory, { lease: 'none' })
    await maker.up()
    leave(memory, 'a')
    memory.host('a').container('lab').stop()
    const found = await list(memory)
    expect(verdicts(found)).toEqual(['lab left over'])
    memory.host('a').container('lab').start()
    await berthOver(memory, {}, { run: maker.run }).cluster.attach()
    expect((await pruneContainers(found, partsOf(memory))).map(({ error }) => error?.code)).toEqual(['BERTH_IN_USE'])
    expect(memory.ids()).toEqual(['a-1'])
  })

  it('leaves another container of the same name, and says so', async () => {
    const memory = lab(['a'])
    await berthOver(memory).cluster.up()
    leave(memory, 'a')
    const found = await list(memory)
    const [old] = memory.ids()
    const { labels } = memory.host('a').container('lab')
    memory.host('a').engine.remove(memory.host('a').container('lab'))
    memory.host('a').addContainer({ name: 'lab', labels })
    expect((await pruneContainers(found, partsOf(memory))).map(({ error }) => error)).toEqual([null])
    expect(memory.ids()).not.toContain(old)
    expect(memory.ids()).toHaveLength(1)
  })

  it('removes persistent containers by their name alone, and only those of this user', async () => {
    const memory = lab(['a', 'b'])
    await berthOver(memory, { lifetime: 'persistent' }).cluster.up()
    leave(memory, 'b', 'lab', { ...gone, user: 'somebody-else' })
    const found = await list(memory)
    expect(await pruneContainers(found, partsOf(memory))).toEqual([])
    expect(await pruneContainers(found, { ...partsOf(memory), name: 'la' })).toEqual([])
    const pruned = await pruneContainers(found, { ...partsOf(memory), name: 'lab' })
    expect(pruned.map(({ container }) => container.host)).toEqual(['a'])
    expect(memory.ids()).toEqual(['b-1'])
    expect(pruneRefusal(found, 'lab')).toBeNull()
    expect(pruneRefusal(await list(memory), 'lab')).toMatchObject({
      ...{ code: 'BERTH_OVERLAY_AT_RISK', kind: 'refused' },
      message: expect.stringContaining('b: kept: persistent, of user somebody-else'),
    })
  })

  it('tells of each removal that failed, and goes on with the others', async () => {
    const memory = lab(['a', 'b'])
    await berthOver(memory).cluster.up()
    leave(memory, 'a')
    leave(memory, 'b')
    memory.fail('a', 'remove', 'BERTH_REMOVE_FAILED')
    const pruned = await pruneContainers(await list(memory), partsOf(memory))
    expect(pruned.map(({ container, error }) => [container.host, error?.code])).toEqual([
      ['a', 'BERTH_REMOVE_FAILED'],
      ['b', undefined],
    ])
    expect(memory.ids()).toEqual(['a-1'])
  })

  it('removes nothing where a runtime that is needed is not given', async () => {
    const memory = lab(['a'])
    await berthOver(memory).cluster.up()
    leave(memory, 'a')
    const found = await list(memory)
    await expect(pruneContainers(found, { ...partsOf(memory), runtimes: {} })).rejects.toThrow(TypeError)
    expect(memory.ids()).toEqual(['a-1'])
  })
})
