import { type MemoryProgram, memoryCluster, memoryImage } from '@berth/memory-cluster'
import { expect, it } from 'vitest'
import { berthInMemory } from './berth-in-memory.js'

const lab = { images: { 'lab:1': memoryImage('lab') }, hosts: ['a', 'b'] }

/** Takes a minute on host a, and twenty on host b, where it fails. */
const burnIn: MemoryProgram = ({ host }) =>
  host === 'a' ? { stdout: 'a is hot\n', takes: 60_000 } : { stdout: 'b is hot\n', takes: 1_200_000, exitCode: 3 }

it('a detached command is followed to its end, in the order of time', async () => {
  const memory = memoryCluster({ ...lab, programs: { 'burn-in': burnIn } })
  const cluster = berthInMemory(memory)
  await cluster.up()
  const began = memory.clock.now()
  const live = (await cluster.start('echo began; burn-in --all')).stream()
  const texts: string[] = []
  for await (const { host, text } of live) texts.push(`${host} ${text}`)
  expect(texts.slice(0, 2).sort()).toEqual(['a began\n', 'b began\n'])
  expect(texts.slice(2)).toEqual(['a a is hot\n', 'b b is hot\n'])
  expect([...(await live.results)].map(({ exitCode, stdout }) => [exitCode, stdout])).toEqual([
    [0, 'began\na is hot\n'],
    [3, 'began\nb is hot\n'],
  ])
  expect(memory.clock.now() - began).toBeGreaterThanOrEqual(1_200_000)
})

it('one that goes on is seen to run, is not removed, and is stopped', async () => {
  const memory = memoryCluster(lab)
  const cluster = berthInMemory(memory)
  await cluster.up()
  const detached = await cluster.start(['sleep', 'infinity'])
  const seen = async () =>
    [...(await cluster.listDetached()).values()].map(({ commands }) => commands?.map(({ state }) => state.state))
  expect(await seen()).toEqual([['running'], ['running']])
  await expect(detached.forget()).rejects.toMatchObject({ code: 'BERTH_COMMAND_FAILED' })
  await detached.stop()
  expect(await seen()).toEqual([['stopped'], ['stopped']])
  await detached.forget()
  expect(await seen()).toEqual([[], []])
})

it('a wait whose connection is lost leaves the command alone, and begins anew when asked again', async () => {
  const memory = memoryCluster(lab)
  const cluster = berthInMemory(memory)
  await cluster.up()
  const detached = await cluster.start('echo began; sleep 100; echo done')
  const heard: string[] = []
  const cut = await detached.wait({
    onOutput: (host, _stream, chunk) => {
      heard.push(`${host} ${Buffer.from(chunk)}`)
      if (host === 'a' && heard.length < 3) memory.host('a').dropConnections()
    },
  })
  expect(cut.get('a')).toMatchObject({ error: { code: 'BERTH_CONNECTION_LOST', host: 'a' }, exitCode: null })
  expect(cut.get('b')).toMatchObject({ error: null, exitCode: 0, stdout: 'began\ndone\n' })
  expect(heard).toContain('a began\n')
  for (const result of await detached.wait()) expect(result).toMatchObject({ exitCode: 0, stdout: 'began\ndone\n' })
})

it('one that cannot be started on all hosts runs on none, and nothing of it is kept', async () => {
  const memory = memoryCluster(lab)
  const cluster = berthInMemory(memory)
  await cluster.up()
  memory.fail('b', 'exec', 'BERTH_EXEC_NOT_STARTED')
  await expect(cluster.start('sleep infinity')).rejects.toMatchObject({ code: 'BERTH_EXEC_NOT_STARTED' })
  for (const host of memory.hosts.values()) {
    const { processes, files } = host.container('lab').machine
    expect([...processes.values()].map(({ argv }) => argv)).toEqual([['init']])
    expect(files.list('/root/.local/state/berth/commands') ?? []).toEqual([])
  }
})

it('one in a container is not taken for a lost one of its host, where both have the same home and name', async () => {
  const memory = memoryCluster({ ...lab, hosts: ['a'] })
  const cluster = berthInMemory(memory, {
    runtime: { name: 'memory', args: { defaults: 'none', network: 'host', volumes: ['/root:/root'] } },
  })
  await cluster.up()
  const inContainer = await cluster.start(['sleep', 'infinity'])
  const onHost = await cluster.start(['sleep', 'infinity'], { on: 'host' })
  const seen = async (on: 'container' | 'host') =>
    (await cluster.listDetached({ on })).get('a')?.commands?.map(({ id, state }) => [id, state.state])
  expect(await seen('container')).toEqual([[inContainer.id, 'running']])
  expect(await seen('host')).toEqual([[onHost.id, 'running']])
  await cluster.detached(inContainer.id, { on: 'host' }).forget()
  expect(await seen('container')).toEqual([[inContainer.id, 'running']])
})
