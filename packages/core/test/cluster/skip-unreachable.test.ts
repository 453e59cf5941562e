import { Readable } from 'node:stream'
import type { MemoryCluster } from '@berth/memory-cluster'
import { expect, it } from 'vitest'
import type { Cluster } from '../../src/cluster/index.js'
import type { HostsError } from '../../src/errors/index.js'
import { RefusalError } from '../../src/lifetime/index.js'
import { berthOver, lab } from '../lifetime/berth-over.js'
import { rejection } from '../lifetime/rejection.js'

/** Three hosts that are up, for a cluster object of a later process; b has been cut off since. */
async function withoutB(): Promise<{ memory: MemoryCluster; cluster: Cluster; warnings: () => string[] }> {
  const memory = lab(['a', 'b', 'c'])
  const first = berthOver(memory, { lifetime: 'persistent' }).cluster
  await first.up()
  await first.close()
  memory.host('b').reachable = false
  return { memory, ...berthOver(memory, { lifetime: 'persistent' }) }
}

it('runs nothing anywhere where a host cannot be reached, unless it is asked to go on', async () => {
  const { cluster } = await withoutB()
  await expect(cluster.attach()).rejects.toMatchObject({ kind: 'unreachable', code: 'BERTH_PROBE_UNTRUSTED' })
})

it('goes on with the others, and every call names the missing with why', async () => {
  const { memory, cluster, warnings } = await withoutB()
  const plan = await cluster.attach({ skipUnreachable: true })
  expect([...(plan?.hosts.keys() ?? [])]).toEqual(['a', 'c'])
  expect(warnings()).toEqual(['going on without 1 of 3 hosts, which cannot be reached: b'])
  const missing = { code: 'BERTH_HOST_UNREACHABLE', host: 'b' }

  const results = await cluster.exec('hostname', { skipUnreachable: true })
  expect([...results].map(({ host, stdout, endedBy }) => [host, endedBy, stdout])).toEqual([
    ['a', 'exit', 'a\n'],
    ['b', 'not started', ''],
    ['c', 'exit', 'c\n'],
  ])
  expect(results.get('b').error).toMatchObject(missing)

  const ended: string[] = []
  const onHostEnd = (host: string): void => void ended.push(host)
  const put: HostsError = await rejection(cluster.putFile('/tmp/x', 'x', { onHostEnd }))
  expect(ended.toSorted()).toEqual(['a', 'b', 'c'])
  expect([...put.failures].map(([host, { code }]) => [host, code])).toEqual([['b', 'BERTH_HOST_UNREACHABLE']])
  expect([...put.succeeded.keys()]).toEqual(['a', 'c'])
  const read: HostsError = await rejection(cluster.getFile('/tmp/x'))
  expect([...read.succeeded.keys()]).toEqual(['a', 'c'])
  const listed = await cluster.listDetached()
  expect([...listed].map(([host, { error }]) => [host, error?.code ?? null])).toEqual([
    ['a', null],
    ['b', 'BERTH_HOST_UNREACHABLE'],
    ['c', null],
  ])

  // A host that comes back is not taken in by halves: it has no part in what was found out.
  memory.host('b').reachable = true
  expect((await cluster.exec('true')).get('b').error).toMatchObject(missing)
  await cluster.attach()
  expect((await cluster.exec('true')).get('b').exitCode).toBe(0)
})

it('on hosts themselves begins nowhere before it is known who is there', async () => {
  const { memory, cluster } = await withoutB()
  const results = await cluster.execOnHost('hostname', { skipUnreachable: true })
  expect([...results].map(({ stdout, error }) => [stdout, error?.code ?? null])).toEqual([
    ['a\n', null],
    ['', 'BERTH_HOST_UNREACHABLE'],
    ['c\n', null],
  ])
  const firstCommand = memory.calls.findIndex((call) => call.startsWith('command'))
  expect(memory.calls.slice(firstCommand)).not.toContain('connect b')
})

it('leaves no gap among the ranks of those who take part', async () => {
  const { memory, cluster } = await withoutB()
  memory.host('a').reachable = false
  memory.host('b').reachable = true
  const line = 'echo "$BERTH_RANK/$BERTH_WORLD_SIZE $BERTH_HEAD $BERTH_HOSTS"'
  const skipping = await cluster.execOnHost(line, { skipUnreachable: true })
  expect([...skipping].map(({ stdout }) => stdout)).toEqual(['', '0/2 b b,c\n', '1/2 b b,c\n'])
})

it('refuses all the same where an engine does not answer, and where nobody is there', async () => {
  const { memory, cluster } = await withoutB()
  memory.fail('c', 'observe', 'BERTH_PROBE_UNTRUSTED')
  expect(await rejection(cluster.attach({ skipUnreachable: true }))).toBeInstanceOf(RefusalError)
  for (const host of memory.hosts.values()) host.reachable = false
  const another = berthOver(memory).cluster
  const error: HostsError = await rejection(another.attach({ skipUnreachable: true }))
  expect([error.kind, [...error.failures.keys()]]).toEqual(['unreachable', ['a', 'b', 'c']])
})

it('starts commands that outlive this process on the others, and on nobody only where nobody is left', async () => {
  const { memory, cluster } = await withoutB()
  await cluster.attach({ skipUnreachable: true })
  const asked: string[] = []
  const started = await cluster.startEach((host) => {
    asked.push(host)
    return 'echo "$BERTH_RANK/$BERTH_WORLD_SIZE"'
  })
  expect(asked).toEqual(['a', 'b', 'c'])
  expect(started.hosts).toEqual(['a', 'c'])
  expect([...(await started.wait())].map(({ host, stdout }) => [host, stdout])).toEqual([
    ['a', '0/2\n'],
    ['c', '1/2\n'],
  ])
  const error: HostsError = await rejection(cluster.start('true', { hosts: ['b'] }))
  expect([...error.failures].map(([host, { code }]) => [host, code])).toEqual([['b', 'BERTH_HOST_UNREACHABLE']])
  expect(memory.calls.filter((call) => call.startsWith('container b'))).toEqual([])
})

it('starts sshd on the others, and tells of the missing why they are', async () => {
  const { cluster } = await withoutB()
  await cluster.attach({ skipUnreachable: true })
  const error: HostsError = await rejection(cluster.ensureSshd())
  expect([...error.failures].map(([host, { code }]) => [host, code])).toEqual([
    ['b', 'BERTH_HOST_UNREACHABLE'],
    ['a', expect.not.stringMatching('BERTH_STATE')],
    ['c', expect.not.stringMatching('BERTH_STATE')],
  ])
})

it('finds wrong use before it connects to anybody, and lets the source of the input go', async () => {
  const { memory, cluster } = await withoutB()
  const before = memory.calls.length
  const wrong: [() => string, Parameters<Cluster['execEach']>[1]][] = [
    [() => 'true', { env: { BERTH_RANK: '1' } }],
    [() => 'true', { user: 'root' }],
    [() => 'true', { workingDirectory: '/tmp' }],
    [
      () => {
        throw new TypeError('mine')
      },
      {},
    ],
  ]
  for (const [commandOf, options] of wrong) {
    const stdin = Readable.from(['x'])
    const call = cluster.execEach(commandOf, { on: 'host', skipUnreachable: true, stdin, ...options })
    await expect(call).rejects.toThrow(TypeError)
    expect(stdin.destroyed).toBe(true)
  }
  expect(memory.calls.slice(before)).toEqual([])
})
