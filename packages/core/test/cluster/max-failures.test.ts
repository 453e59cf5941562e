import type { MemoryCall, MemoryCluster } from '@berth/memory-cluster'
import { describe, expect, it } from 'vitest'
import type { ClusterOptions } from '../../src/cluster/index.js'
import type { HostsError } from '../../src/errors/index.js'
import { RefusalError } from '../../src/lifetime/index.js'
import { berthOver, lab } from '../lifetime/berth-over.js'
import { setupScriptFile } from '../lifetime/execute/setup-script-file.js'
import { timeFlies } from '../lifetime/execute/time-flies.js'
import { rejection } from '../lifetime/rejection.js'

timeFlies()

const hosts = ['a', 'b', 'c', 'd']
const withScript = { setup_script: setupScriptFile() }

/** Hosts in memory that pull, of which one fails once in one phase. */
function failing(
  call: MemoryCall,
  host = 'b',
  code: 'BERTH_LAUNCH_FAILED' | 'BERTH_CONNECTION_LOST' = 'BERTH_LAUNCH_FAILED',
) {
  const memory = lab(hosts)
  for (const { images } of memory.hosts.values()) images.delete('lab:1')
  return memory.fail(host, call, code)
}

describe.each(['per_run', 'persistent'] as const)('an up of lifetime %s that may lose a host', (lifetime) => {
  it.each<[MemoryCall]>([['connect'], ['observe'], ['facts'], ['image'], ['launch'], ['start'], ['exec']])(
    'goes on without the one that fails at %s, and leaves nothing there',
    async (call) => {
      const memory = failing(call)
      const { cluster, warnings } = berthOver(memory, { lifetime, ...withScript })
      const plan = await cluster.up({ maxFailures: 1 })
      expect([...(plan?.hosts.keys() ?? [])]).toEqual(['a', 'c', 'd'])
      expect([...(plan?.missing.keys() ?? [])]).toEqual(['b'])
      expect([...cluster.missing.keys()]).toEqual(['b'])
      expect([...cluster.containers.keys()]).toEqual(['a', 'c', 'd'])
      expect(memory.ids().map((id) => id.slice(0, 1))).toEqual(['a', 'c', 'd'])
      expect(warnings()).toContain('going on without 1 of 4 hosts, which failed: b')

      const results = await cluster.exec('echo "$BERTH_RANK of $BERTH_WORLD_SIZE: $BERTH_HOSTS"')
      expect([...results].map(({ stdout }) => stdout)).toEqual([
        '0 of 3: a,c,d\n',
        '1 of 3: a,c,d\n',
        '2 of 3: a,c,d\n',
      ])
      expect([...results.missing.keys()]).toEqual(['b'])
      expect(results.throwIfFailed().hosts).toEqual(['a', 'c', 'd'])
    },
  )

  it('takes the next host for the arbiter where the lowest-sorted one fails, and for the head where that does', async () => {
    const memory = failing('launch', 'a')
    const { cluster } = berthOver(memory, { lifetime })
    await cluster.up({ maxFailures: '25%' })
    expect(memory.changes.filter((change) => change.startsWith('launch')).slice(0, 2)).toEqual(['launch a', 'launch b'])
    expect((await cluster.exec('echo "$BERTH_HEAD"')).get('b').stdout).toBe('b\n')
    const head = await cluster.exec('true', { hosts: 'head' })
    expect(head.get('a')).toMatchObject({ endedBy: 'not started', error: { code: 'BERTH_LAUNCH_FAILED' } })
  })

  it('fails as ever where more fail than may, and takes back everything', async () => {
    const memory = failing('image').fail('c', 'start', 'BERTH_LAUNCH_FAILED')
    const error = await rejection<HostsError>(berthOver(memory, { lifetime }).cluster.up({ maxFailures: 1 }))
    expect([...error.failures.keys()]).toEqual(['b', 'c'])
    expect(error.message).toContain('failed on 2 of 4 hosts')
    expect(memory.ids()).toEqual([])
  })

  it('lets a share of the hosts fail, rounded down', async () => {
    expect(
      (await rejection<HostsError>(berthOver(failing('image')).cluster.up({ maxFailures: '24%' }))).failures.size,
    ).toBe(1)
    await expect(berthOver(failing('image')).cluster.up({ maxFailures: '25%' })).resolves.toMatchObject({})
  })

  it('fails where no host is left, whatever may', async () => {
    const memory = lab(hosts)
    for (const host of hosts) memory.fail(host, 'launch', 'BERTH_LAUNCH_FAILED')
    const error = await rejection<HostsError>(berthOver(memory, { lifetime }).cluster.up({ maxFailures: '100%' }))
    expect([...error.failures.keys()]).toEqual(hosts)
  })
})

it('what the policy refuses is no failure of a host', async () => {
  const memory = lab(hosts)
  await berthOver(memory, {}, { hosts: ['b'] }).cluster.up()
  const { cluster } = berthOver(memory)
  expect(await rejection(cluster.up({ maxFailures: '100%' }))).toBeInstanceOf(RefusalError)
  expect(memory.ids()).toHaveLength(1)
})

it('a host that lacks what it should have is one that fails; where all lack it, the file is wrong', async () => {
  const memory = lab(hosts)
  for (const host of hosts.slice(1)) memory.host(host).files.makeFolder('/data')
  const withData = { runtime: { name: 'memory', args: { defaults: 'none', volumes: ['/data:/data'] } } }
  const { cluster } = berthOver(memory, withData)
  const plan = await cluster.up({ maxFailures: 1 })
  expect([...(plan?.hosts.keys() ?? [])]).toEqual(['b', 'c', 'd'])
  expect(plan?.missing.get('a')?.code).toBe('BERTH_HOST_PATH_MISSING')
  const nowhere = berthOver(lab(hosts), withData).cluster
  await expect(nowhere.up({ maxFailures: '100%' })).rejects.toMatchObject({ code: 'BERTH_HOST_PATH_MISSING' })
})

it('a container that appears under the name meanwhile is another run, and no failure of a host', async () => {
  const memory = lab(hosts).fail(
    'b',
    'launch',
    async () => void (await berthOver(memory, {}, { hosts: ['b'] }).cluster.up()),
  )
  const error = await rejection<HostsError>(berthOver(memory).cluster.up({ maxFailures: '100%' }))
  expect(error.code).toBe('BERTH_NAME_TAKEN')
})

it('an abort is never let pass', async () => {
  const aborting = new AbortController()
  const memory = lab(hosts).fail('b', 'launch', () => aborting.abort(new Error('enough')))
  const error = await rejection<HostsError>(
    berthOver(memory).cluster.up({ maxFailures: '100%', signal: aborting.signal }),
  )
  expect(error.kinds.has('interrupted')).toBe(true)
  expect(memory.ids()).toEqual([])
})

it('names the container that could not be taken back, and a down looks for it', async () => {
  const memory = lab(hosts)
  const lose = (): void => {
    memory.host('b').reachable = false
  }
  memory.fail('b', 'exec', () => {
    lose()
    throw new Error('gone')
  })
  const { cluster } = berthOver(memory, withScript)
  memory.fail('b', 'remove', 'BERTH_CONNECTION_LOST')
  await cluster.up({ maxFailures: 1 })
  expect(cluster.missing.get('b')).toMatchObject({ name: 'CompensationError' })
  expect(cluster.missing.get('b')?.message).toContain(memory.host('b').container('lab').id)
  const error = await rejection<HostsError>(cluster.down())
  expect([...error.failures.keys()]).toEqual(['b'])
  memory.host('b').reachable = true
  await cluster.down()
  expect(memory.ids()).toEqual([])
})

it('has nothing to look for in a down on a host where nothing was made', async () => {
  const memory = failing('image')
  const { cluster } = berthOver(memory)
  await cluster.up({ maxFailures: 1 })
  memory.host('b').reachable = false
  expect([...((await cluster.down())?.hosts.keys() ?? [])]).toEqual(['a', 'c', 'd'])
  expect([memory.ids(), cluster.missing.size]).toEqual([[], 0])
})

it('looks in a down for what an earlier up had made on a host that a later one left out', async () => {
  const memory = lab(hosts)
  const { cluster } = berthOver(memory)
  await cluster.up()
  memory.host('b').reachable = false
  await cluster.up({ maxFailures: 1 })
  expect([...cluster.missing.keys()]).toEqual(['b'])
  expect([...(await rejection<HostsError>(cluster.down())).failures.keys()]).toEqual(['b'])
  memory.host('b').reachable = true
  await cluster.down()
  expect(memory.ids()).toEqual([])
})

it('looks in a down for what a failed up could not take back, whatever a later one has left out', async () => {
  const memory = lab(hosts).fail('b', 'remove', 'BERTH_CONNECTION_LOST')
  memory.fail('b', 'exec', () => {
    memory.host('b').reachable = false
    throw new Error('gone')
  })
  const { cluster } = berthOver(memory, withScript)
  expect(await rejection(cluster.up())).toMatchObject({ name: 'CompensationError' })
  await cluster.up({ maxFailures: 1 })
  memory.host('b').reachable = true
  await cluster.down()
  expect(memory.ids()).toEqual([])
})

it('looks in a down of named runs on all hosts: nobody knows where they have launched', async () => {
  const memory = lab(hosts)
  const made = berthOver(memory, {}, { handsOver: true }).cluster
  await made.up()
  const runs = [made.run.id]
  await made.close()
  memory.host('b').reachable = false
  const { cluster } = berthOver(memory, {}, { adopt: { runs } })
  await cluster.up({ maxFailures: 1 })
  memory.host('b').reachable = true
  await cluster.down()
  expect(memory.ids()).toEqual([])
})

it('says how a host that failed is kept where that was asked for', async () => {
  const memory = failing('exec')
  const { cluster } = berthOver(memory, withScript)
  await cluster.up({ maxFailures: 1, keepFailed: true })
  expect(cluster.missing.get('b')).toMatchObject({ name: 'KeptError' })
  expect(cluster.missing.get('b')?.message).toContain('as was asked for')
  expect(memory.host('b').container('lab').state).toBe('running')
})

describe('once more hosts have failed than may', () => {
  it.each([
    ['image', 'pulls_at_once', {}],
    ['exec', 'setup_scripts_at_once', withScript],
  ] as const)('nothing is begun on hosts that wait, at %s', async (call, _key, more) => {
    const memory = lab(hosts)
    for (const { images } of memory.hosts.values()) images.delete('lab:1')
    memory.fail('a', call, 'BERTH_IMAGE_UNAVAILABLE').fail('b', call, 'BERTH_IMAGE_UNAVAILABLE')
    const { cluster } = berthOver(memory, more)
    const error = await rejection<HostsError>(cluster.up({ maxFailures: 1, parallel: 1 }))
    expect(memory.calls.filter((one) => one.startsWith(`${call} `))).toEqual([`${call} a`, `${call} b`])
    expect(['c', 'd'].map((host) => error.failures.get(host)?.code)).toEqual(['BERTH_NOT_BEGUN', 'BERTH_NOT_BEGUN'])
  })

  it('a command is begun nowhere any more, and on all hosts where nobody said how many may', async () => {
    const memory = lab(hosts)
    const { cluster } = berthOver(memory)
    await cluster.up()
    const line = 'test "$BERTH_RANK" -gt 1'
    const results = await cluster.exec(line, { maxFailures: 1, parallel: 1 })
    expect([...results].map(({ endedBy }) => endedBy)).toEqual(['exit', 'exit', 'not started', 'not started'])
    expect(results.get('c').error?.code).toBe('BERTH_NOT_BEGUN')
    expect(() => results.throwIfFailed()).toThrow('failed on 4 of 4 hosts')
    const within = await cluster.exec(line, { maxFailures: '50%', parallel: 2 })
    expect([...within].map(({ exitCode }) => exitCode)).toEqual([1, 1, 0, 0])
    expect([within.ok, within.withinBudget, within.throwIfFailed()]).toEqual([false, true, within])
    const all = await cluster.exec(line, { parallel: 1 })
    expect([...all].map(({ exitCode }) => exitCode)).toEqual([1, 1, 0, 0])
    expect(all.withinBudget).toBe(false)
  })
})

it('a command runs on so many hosts at once, in their order, and says whose turn it is', async () => {
  const memory = lab(hosts)
  const { cluster } = berthOver(memory)
  await cluster.up()
  const seen = { now: 0, most: 0 }
  const begun: string[] = []
  for (const host of hosts)
    memory.fail(host, 'exec', async () => {
      seen.most = Math.max(seen.most, ++seen.now)
      await new Promise((resolve) => setTimeout(resolve, 1000))
      seen.now -= 1
    })
  const results = await cluster.exec('cat', { parallel: 3, stdin: 'x', onHostBegin: (host) => void begun.push(host) })
  expect([seen.most, begun]).toEqual([3, ['d']])
  expect([...results].map(({ stdout }) => stdout)).toEqual(['x', 'x', 'x', 'x'])
})

describe('wrong limits', () => {
  it.each([
    { maxFailures: -1 },
    { maxFailures: 1.5 },
    { maxFailures: '101%' },
    { maxFailures: '5' },
    { parallel: 0 },
    { parallel: 1, stdin: (async function* () {})() },
  ])('%j are told before anything is run', async (options) => {
    const memory = lab(hosts)
    const { cluster } = berthOver(memory)
    await cluster.up()
    const before = memory.calls.length
    await expect(cluster.exec('true', options as object)).rejects.toThrow(TypeError)
    expect(memory.calls).toHaveLength(before)
  })
})

describe('hosts that an earlier process went on without', () => {
  const before = {
    run: 'r1',
    at: '2026-01-01T00:00:00Z',
    code: 'BERTH_LAUNCH_FAILED',
    reason: 'disk full',
    left: false,
  } as const
  const leftOut = (host = 'b'): Partial<ClusterOptions> => ({ adopt: { leftOut: new Map([[host, before]]) } })

  async function set(): Promise<MemoryCluster> {
    const memory = failing('launch')
    const { cluster } = berthOver(memory, { lifetime: 'persistent' })
    await cluster.up({ maxFailures: 1 })
    await cluster.close()
    return memory
  }

  it('are left out again, and that is said once; without a record it is a partial set', async () => {
    const memory = await set()
    const { cluster, warnings } = berthOver(memory, { lifetime: 'persistent' }, leftOut())
    expect((await cluster.up())?.action).toBe('attach')
    await cluster.attach()
    await cluster.exec('true')
    expect(warnings()).toEqual([
      expect.stringMatching(
        /^going on without 1 of 4 hosts, which an earlier up went on without: b\n[\s\S]*up --repair launch_missing/,
      ),
    ])
    expect(cluster.missing.get('b')?.message).toContain(
      'the up of run r1 went on without it at 2026-01-01T00:00:00Z: disk full',
    )
    const unknowing = berthOver(memory, { lifetime: 'persistent' }).cluster
    await expect(unknowing.up()).rejects.toMatchObject({ code: 'BERTH_PARTIAL_SET' })
  })

  it('are taken in again by a repair, and where they are asked for alone', async () => {
    const memory = await set()
    const { cluster } = berthOver(memory, { lifetime: 'persistent' }, leftOut())
    await cluster.up({ repair: 'launch_missing' })
    expect([[...cluster.containers.keys()], cluster.missing.size]).toEqual([hosts, 0])
    expect((await cluster.up())?.hosts.size).toBe(4)
    const alone = berthOver(memory, { lifetime: 'persistent' }, { ...leftOut(), hosts: ['b'] }).cluster
    await alone.attach()
    expect((await alone.exec('hostname')).get('b').stdout).toBe('b\n')
  })

  it('are hosts as the others once nothing is left of the set', async () => {
    const memory = await set()
    for (const host of memory.hosts.values())
      for (const container of host.containers.values()) host.engine.remove(container)
    const { cluster, warnings } = berthOver(memory, { lifetime: 'persistent' }, leftOut())
    expect((await cluster.plan())?.hosts.get('b')).toMatchObject({ action: 'launch' })
    expect((await cluster.status()).get('b')).toMatchObject({ wouldDo: 'launch' })
    await cluster.up()
    expect([[...cluster.containers.keys()], cluster.missing.size, warnings()]).toEqual([hosts, 0, []])
  })

  it('stay left out where it is not known whether anything is left of the set', async () => {
    const memory = await set()
    for (const host of ['a', 'c']) memory.host(host).engine.remove(memory.host(host).container('lab'))
    memory.host('d').reachable = false
    const { cluster } = berthOver(memory, { lifetime: 'persistent' }, leftOut())
    expect([...((await cluster.plan())?.hosts.keys() ?? [])]).not.toContain('b')
  })

  it('are in the status all the same, as they are', async () => {
    const memory = await set()
    const { cluster } = berthOver(memory, { lifetime: 'persistent' }, leftOut())
    const status = await cluster.status()
    expect(status.get('b')).toMatchObject({ wouldDo: 'none', observation: { state: 'absent' } })
    expect(status.get('b')?.reason).toContain('left out')
    expect(status.get('a')).toMatchObject({ wouldDo: 'use' })
  })
})
