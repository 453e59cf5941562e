import { memoryCluster, memoryImage, virtualClock } from '@berth/memory-cluster'
import { expect, it } from 'vitest'
import { berthInMemory } from '../berth-in-memory.js'

const images = { 'lab:1': memoryImage('lab') }

it('does what is late once its time has come, and not before', async () => {
  const clock = virtualClock({ paused: true })
  const memory = memoryCluster({ hosts: ['a'], images, clock }).fail('a', 'command', { late: 2000 })
  const host = await memory.transport.connect('a')
  await expect(host.exec(': >/tmp/done')).rejects.toMatchObject({ code: 'BERTH_LAUNCH_UNKNOWN', host: 'a' })
  await clock.advance(1999)
  expect(memory.host('a').files.get('/tmp/done')).toBeNull()
  await clock.advance(1)
  await expect.poll(() => memory.host('a').files.get('/tmp/done')).not.toBeNull()
})

it('lets a command go on whose connection died', async () => {
  const memory = memoryCluster({ hosts: ['a', 'b'], images })
  const cluster = berthInMemory(memory)
  await cluster.up()
  memory.fail('b', 'exec', { dies: 5 })
  const results = await cluster.exec('echo begun; sleep 60; echo over >/tmp/over; echo over')
  expect([results.get('a').endedBy, results.get('a').stdout]).toEqual(['exit', 'begun\nover\n'])
  expect([results.get('b').endedBy, results.get('b').stdout]).toEqual(['lost', 'begun\n'])
  expect((await cluster.exec('sleep 120; cat /tmp/over')).get('b').stdout).toBe('over\n')
})

it('keeps the overlay over a reboot, and no process', async () => {
  const memory = memoryCluster({ hosts: ['a'], images })
  const cluster = berthInMemory(memory, { lifetime: 'persistent' })
  await cluster.up()
  await cluster.exec('echo kept >/root/note; setsid sleep 100000 &')
  memory.host('a').reboot()
  expect(memory.host('a').container('lab').state).toBe('exited')
  await cluster.up()
  expect(memory.changes).toEqual(['launch a', 'restart a a-1'])
  expect((await cluster.exec('cat /root/note')).get('a').stdout).toBe('kept\n')
  const { processes } = memory.host('a').container('lab').machine
  expect([...processes.values()].map(({ argv }) => argv[0])).toEqual(['init'])
})

it('is unreachable while it is cut off, and the same as before once it is restored', async () => {
  const memory = memoryCluster({ hosts: ['a', 'b'], images })
  const cluster = berthInMemory(memory)
  await cluster.up()
  memory.host('b').cutOff()
  const results = await cluster.exec('true')
  expect([results.get('a').exitCode, results.get('b').endedBy]).toEqual([0, 'not started'])
  await expect(cluster.up()).rejects.toMatchObject({ code: 'BERTH_PROBE_UNTRUSTED' })
  memory.host('b').restore()
  expect((await cluster.up())?.action).toBe('use')
  expect((await cluster.exec('hostname')).get('b').exitCode).toBe(0)
})

it('stays on a paused clock where it is until it is advanced', async () => {
  const clock = virtualClock({ paused: true })
  const memory = memoryCluster({ hosts: ['a'], images, clock })
  const host = await memory.transport.connect('a')
  let ended = false
  const sleeping = host.exec('sleep 10').then((result) => {
    ended = true
    return result
  })
  await clock.advance(9000)
  expect(ended).toBe(false)
  await clock.advance(2000)
  expect((await sleeping).exitCode).toBe(0)
})

it('takes no answer of a noisy login or engine for another', async () => {
  const memory = memoryCluster({ hosts: ['a'], images })
  memory.host('a').profileNoise = 'Welcome to a!'
  memory.host('a').engineWarning = 'deprecated'
  const cluster = berthInMemory(memory)
  await cluster.up()
  expect((await cluster.exec('echo one; echo two >&2')).get('a')).toMatchObject({ stdout: 'one\n', exitCode: 0 })
})

it('refuses a fault that no call would ever meet', () => {
  const memory = memoryCluster({ hosts: ['a'], images })
  const fail = (...words: readonly unknown[]): unknown => Reflect.apply(memory.fail, memory, words)
  expect(() => fail('b', 'exec', 'BERTH_TIMEOUT')).toThrow(/no host b/)
  expect(() => fail('a', 'pull', 'BERTH_TIMEOUT')).toThrow(/no call pull; there are connect, facts/)
  for (const fault of [{ slwo: 3 }, {}, { slow: 1, late: 2 }, 'TIMEOUT'])
    expect(() => fail('a', 'exec', fault)).toThrow(/No fault of exec/)
  expect(() => fail('a', 'connect', { dies: 1 })).toThrow(/No fault of connect/)
})
