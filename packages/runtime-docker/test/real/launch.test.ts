import type { VolumeSpec } from '@berth/core/adapter'
import { expect } from 'vitest'
import { describeReal, realTest as test } from '../../../testbed/test/real-test.js'
import { newName, useBox } from './box.js'

const awkward = `a b'c"d$HOME\`id\`\\e\n*?;&|<>(){}[]#~!%ü漢=,`

describeReal('launch', () => {
  const box = useBox()

  test('runs, ends at once when told to, and starts again with its overlay', async () => {
    const spec = await box().spec()
    const engine = await box().engine()
    const { id, startedAt } = await box().runtime.launch(engine, spec)
    expect(await box().observe(spec.name)).toMatchObject({ state: 'running', container: { id, startedAt } })
    await box().runtime.exec(engine, id, 'echo kept >/kept')
    const before = Date.now()
    await box().outside('docker', 'stop', '--time', '30', id)
    expect(Date.now() - before).toBeLessThan(20_000)
    await box().runtime.restart(engine, { id, name: spec.name, labels: spec.labels })
    await box().runtime.restart(engine, { id, name: spec.name, labels: spec.labels })
    expect(await box().runtime.exec(engine, id, ['cat', '/kept'])).toMatchObject({ stdout: 'kept\n' })
  })

  test('every byte of environment, labels and mounts arrives', async () => {
    const folder = `/tmp/${newName()} ${awkward.replaceAll('\n', '')}`.replaceAll('/', '_').replace('_tmp_', '/tmp/')
    await box().outside('mkdir', folder)
    await box().outside('touch', `${folder}/here`)
    const spec = await box().spec({
      env: { AWKWARD: awkward, EMPTY: '' },
      labels: { 'berth.spec': awkward, empty: '' },
      volumes: [{ kind: 'bind', source: folder, target: '/mnt/a,b "c"', options: 'ro' }],
    })
    const engine = await box().engine()
    const { id } = await box().runtime.launch(engine, spec)
    const seen = await box().runtime.exec(engine, id, [
      'sh',
      '-c',
      'printf %s "$AWKWARD"; ls "/mnt/a,b \\"c\\""; touch "/mnt/a,b \\"c\\"/x"',
    ])
    expect(seen).toMatchObject({ stdout: `${awkward}here\n`, exitCode: 1 })
    expect(await box().observe(spec.name)).toMatchObject({ container: { labels: spec.labels } })
    const handle = { id, name: spec.name, labels: spec.labels }
    expect(await box().runtime.list(engine, spec.labels)).toEqual([handle])
    await box().runtime.remove(engine, handle)
    expect(await box().observe(spec.name)).toMatchObject({ state: 'absent' })
    await box().outside('rm', '-r', folder)
  })

  test('a start that fails leaves nothing', async () => {
    const before = await box().left()
    const notADirectory: VolumeSpec = { kind: 'bind', source: '/etc/hostname', target: '/etc/passwd/x', options: null }
    await expect(box().launch({ volumes: [notADirectory] })).rejects.toMatchObject({ code: 'BERTH_LAUNCH_FAILED' })
    await expect(box().launch({ network: 'nowhere' })).rejects.toMatchObject({ code: 'BERTH_LAUNCH_FAILED' })
    expect(await box().left()).toEqual(before)
  })

  test('a missing bind source is an error and is not made, with options of --volume too', async () => {
    const source = `/tmp/${newName()}`
    const launch = box().launch({ volumes: [{ kind: 'bind', source, target: '/x', options: 'z' }] })
    await expect(launch).rejects.toMatchObject({
      code: 'BERTH_LAUNCH_FAILED',
      reason: expect.stringContaining('does not exist'),
    })
    expect(await box().outside('sh', '-c', `ls -d ${source} 2>/dev/null || echo none`)).toBe('none')
  })

  test('a launch that runs out of time may have made its container, and says so', async () => {
    const spec = await box().spec()
    const launch = box().runtime.launch(await box().engine(), spec, { timeout: 100 })
    await expect(launch).rejects.toMatchObject({
      code: 'BERTH_LAUNCH_UNKNOWN',
      reason: expect.stringContaining('unknown'),
    })
  })

  test('an aborted launch says that its outcome is unknown, and can be found by its label', async () => {
    const controller = new AbortController()
    const spec = await box().spec()
    const launch = box().runtime.launch(await box().engine(), spec, { signal: controller.signal })
    setTimeout(() => controller.abort(), 100)
    await launch.then(
      () => undefined,
      (error: unknown) => expect(error).toMatchObject({ code: 'BERTH_ABORTED' }),
    )
    for (const handle of await box().runtime.list(await box().engine(), spec.labels)) {
      if (handle.name === spec.name) await box().runtime.remove(await box().engine(), handle)
    }
    expect(await box().left()).not.toContain(spec.name)
  })
})
