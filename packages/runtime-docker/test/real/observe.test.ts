import { expect } from 'vitest'
import { describeReal, realTest as test } from '../../../testbed/test/real-test.js'
import { dockerDialect } from '../../src/engine/docker-dialect.js'
import { commandLineRuntime } from '../../src/runtime.js'
import { says } from '../says.js'
import { busybox, newName, useBox } from './box.js'

describeReal('observe', () => {
  const box = useBox()

  test('absent', async () => {
    expect(await box().observe(newName())).toMatchObject({
      state: 'absent',
      engine: { reachedBy: 'plain', rootless: false, endsWithLogin: false },
      localImage: { configDigest: expect.stringMatching(/^sha256:/), platform: expect.stringMatching(/^linux\//) },
    })
  })

  test('created, running, paused, running, exited: the id stays, and the inside is read while it runs', async () => {
    const name = newName()
    const id = await box().create(name, 'sleep 1000', '--label', 'berth.launch=x')
    expect(await box().observe(name)).toMatchObject({
      state: 'stopped',
      container: { id, startedAt: null, inside: null },
    })
    await box().outside('docker', 'start', id)
    await expect
      .poll(() => box().observe(name))
      .toMatchObject({
        state: 'running',
        container: { id, inside: { text: expect.stringMatching(/^inside 1\n.*end\n$/s) } },
      })
    await box().outside('docker', 'pause', id)
    expect(await box().observe(name)).toMatchObject({ state: 'unknown', reason: expect.stringContaining('paused') })
    await box().outside('docker', 'unpause', id)
    await box().outside('docker', 'kill', id)
    expect(await box().observe(name)).toMatchObject({
      state: 'stopped',
      container: { id, name, inside: null, startedAt: expect.stringMatching(/^20/), hostNetwork: false },
    })
  })

  test('restarting is unknown', async () => {
    const name = newName()
    const id = await box().create(name, 'exit 1', '--restart', 'always')
    await box().outside('docker', 'start', id)
    await expect
      .poll(() => box().observe(name), { timeout: 20_000 })
      .toMatchObject({ state: 'unknown', reason: expect.stringContaining('restarting') })
    await box().outside('docker', 'stop', id)
  })

  test('a prefix of an id, or of a name, is no name', async () => {
    const name = newName()
    const id = await box().create(name, 'true')
    for (const other of [id.slice(0, 12), id.slice(0, 4), id, name.slice(0, -1), `${name}x`, name.toUpperCase()]) {
      expect(await box().observe(other)).toMatchObject({ state: 'absent' })
    }
    const namesake = id.slice(0, 12)
    const second = await box().create(namesake, 'true')
    expect(await box().observe(namesake)).toMatchObject({ state: 'stopped', container: { id: second } })
  })

  test('an image that is not here is null; a removed tag leaves the container its identity', async () => {
    const name = newName()
    const id = await box().create(name, 'true')
    expect(await box().observe(name, 'berth/nothing:1')).toMatchObject({
      localImage: null,
      container: { id, image: await box().image() },
    })
    expect(await box().observe(name, 'Not A Reference')).toMatchObject({
      localImage: { unreadable: expect.stringContaining('invalid reference') },
    })
  })

  test('the engine’s own interface and its command line tell the same', async () => {
    // A program that answers no question, and one whose engine is at no socket that is known.
    const byApi = commandLineRuntime({ ...dockerDialect, program: 'printenv' as 'docker' })
    const whereabouts = { ...dockerDialect.whereabouts, usual: 'default' }
    const byCommandLine = commandLineRuntime({ ...dockerDialect, whereabouts })
    const [created, running, none] = [newName(), newName(), newName()]
    await box().create(created, 'true', '--label', 'a=},"Image":"x"', '--env', 'B="State":{"Status":"running"')
    await box().outside('docker', 'start', await box().create(running, 'sleep 1000', '--health-cmd', 'true'))
    const { id } = await box().image()
    for (const [name, image] of [
      [created, busybox],
      [running, 'berth/nothing:1'],
      [none, id],
      [id.slice(7, 12), `berth/busybox@${id}`],
    ] as const) {
      const query = { name, image, privilege: 'plain' } as const
      const observation = await byApi.observe(await box().host(), query)
      expect(observation.state).not.toBe('unknown')
      expect(observation).toEqual(await byCommandLine.observe(await box().host(), query))
    }
  })

  test('an abort rejects, and nothing is left behind on the host', async () => {
    const host = await box().host()
    const query = { name: newName(), image: 'a', privilege: 'auto' } as const
    const watched = box().runtime.observe(host, query, { signal: AbortSignal.timeout(30) })
    await expect(watched).rejects.toMatchObject({ code: 'BERTH_ABORTED' })
    await expect.poll(() => box().outside('sh', '-c', 'ls /dev/shm'), { timeout: 30_000 }).not.toContain('berth-')
  })
})

describeReal('how the engine is reached', () => {
  const query = { name: 'rd_none', image: 'none', privilege: 'auto' } as const
  const sudoer = useBox('sudoer')
  const nodocker = useBox('nodocker')
  const fish = useBox('fish')

  test('through sudo, where the user may not call it plainly; everything else too', async () => {
    const box = sudoer()
    const host = await box.host()
    expect(await box.runtime.observe(host, query)).toMatchObject({ state: 'absent', engine: { reachedBy: 'sudo' } })
    const engine = await box.engine()
    const spec = await box.spec()
    const { id } = await box.runtime.launch(engine, spec)
    expect(await box.runtime.exec(engine, id, 'cat; exit 3', { stdin: 'x' })).toMatchObject({
      exitCode: 3,
      stdout: 'x',
    })
    expect(await box.runtime.list(engine, box.labels)).toMatchObject([{ id }])
    await box.runtime.remove(engine, { id, name: spec.name, labels: spec.labels })
    expect(await box.left()).toEqual([])
  })

  test('not at all, and the user is told what to do', async () => {
    expect(await nodocker().runtime.observe(await nodocker().host(), query)).toEqual({
      state: 'unknown',
      unreachable: false,
      reason: expect.stringMatching(/permission denied[\s\S]*password is required/),
      remedy: says('group docker'),
    })
    const { facts } = await sudoer().engine()
    const engine = { connection: await nodocker().host(), facts: { ...facts, reachedBy: 'plain' } } as const
    const denied = nodocker().runtime.exec(engine, 'a'.repeat(64), 'true')
    await expect(denied).rejects.toMatchObject({
      code: 'BERTH_EXEC_NOT_STARTED',
      remedy: says('group docker'),
    })
  })

  test('plainly or by sudo only, as asked', async () => {
    const host = await sudoer().host()
    expect(await sudoer().runtime.observe(host, { ...query, privilege: 'plain' })).toMatchObject({ state: 'unknown' })
    expect(await sudoer().runtime.observe(host, { ...query, privilege: 'sudo' })).toMatchObject({ state: 'absent' })
  })

  test('by a login shell that is not POSIX', async () => {
    expect(await fish().runtime.observe(await fish().host(), query)).toMatchObject({ state: 'absent' })
  })
})
