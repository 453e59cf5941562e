import type { ContainerSpec, EngineConnection, HostConnection, VolumeSpec } from '@berth/core/adapter'
import { enrootRuntime } from '@berth/runtime-enroot'
import { bareSpec, observedEngine } from '@berth/testkit'
import { afterAll, beforeAll, expect } from 'vitest'
import { realTest as test, testbed } from '../../../testbed/test/real-test.js'
import { describeEnroot, enrootTransport, onHost, prepareHost } from './enroot-host.js'

describeEnroot('processes of enroot', () => {
  const runtime = enrootRuntime()
  let host: HostConnection
  let engine: EngineConnection
  let image = ''

  beforeAll(async () => {
    const { address } = testbed().host(2)
    image = (await prepareHost(testbed(), address)).image
    host = await enrootTransport(testbed()).connect(address)
    engine = await observedEngine(runtime, host)
  })
  afterAll(() => host?.close())

  const spec = async (name: string): Promise<ContainerSpec> => {
    const held = await runtime.ensureImage(engine, { reference: image, pull: 'missing', archive: null })
    return bareSpec({ name, image: held, labels: { test: name }, network: 'host' })
  }
  const state = async (name: string): Promise<string> =>
    (await runtime.observe(host, { name, image, privilege: 'auto' })).state

  test('a container whose start fails is gone again, with the reason told', async () => {
    const volumes: readonly VolumeSpec[] = [{ kind: 'bind', source: '/etc/hostname', target: '/bin', options: null }]
    const launching = runtime.launch(engine, { ...(await spec('unstartable')), volumes })
    await expect(launching).rejects.toMatchObject({
      code: 'BERTH_LAUNCH_FAILED',
      message: expect.stringMatching(/failed to mount: \/etc\/hostname/),
    })
    expect(await runtime.list(engine, { test: 'unstartable' })).toEqual([])
  })

  test('the end of the init is the end of all that was started in the container', async () => {
    const wanted = await spec('ending')
    const { id } = await runtime.launch(engine, wanted)
    const { stdout } = await runtime.exec(engine, id, 'setsid sleep 86399 >/dev/null 2>&1 & echo $!')
    const child = stdout.trim()
    await onHost(
      host,
      'read -r init rest <~/.local/share/enroot/.berth/containers/"$1"/process; kill -KILL "$init"',
      id,
    )
    await onHost(host, 'for turn in {1..100}; do kill -0 "$1" 2>/dev/null || exit 0; sleep 0.1; done; exit 1', child)
    expect(await state('ending')).toBe('stopped')
    await runtime.remove(engine, { id, name: wanted.name, labels: wanted.labels })
  })

  test('what cannot be read is neither absent, nor somebody else’s, nor removed', async () => {
    const wanted = await spec('hidden')
    const handle = { id: (await runtime.launch(engine, wanted)).id, name: wanted.name, labels: wanted.labels }
    const store = '~/.local/share/enroot/.berth'
    for (const folder of [store, `${store}/names`, `${store}/containers`]) {
      await onHost(host, `chmod 0 ${folder}`)
      try {
        expect(await state('hidden'), folder).toBe('unknown')
        await expect(runtime.list(engine, handle.labels), folder).rejects.toMatchObject({
          code: 'BERTH_PROBE_UNTRUSTED',
        })
        await expect(runtime.remove(engine, handle), folder).rejects.toMatchObject({ code: 'BERTH_REMOVE_FAILED' })
      } finally {
        await onHost(host, `chmod 700 ${folder}`)
      }
    }
    const folder = `${store}/containers/${handle.id}`
    await onHost(host, `chmod 0 ${folder}`)
    await expect(runtime.remove(engine, handle)).rejects.toMatchObject({
      message: expect.stringMatching(/cannot be locked/),
    })
    await onHost(host, `chmod 700 ${folder}`)
    await runtime.remove(engine, handle)
    expect(await state('hidden')).toBe('absent')
  })

  test('a container that somebody else started is seen, entered, and removed by what it is', async () => {
    await onHost(
      host,
      `enroot create --name theirs "$1" 2>/dev/null
      setsid enroot start --root --rw theirs sleep 86398 </dev/null >/dev/null 2>&1 &
      for turn in {1..100}; do pgrep -fx 'sleep 86398' >/dev/null && exit 0; sleep 0.1; done; exit 1`,
      image,
    )
    const seen = await runtime.observe(host, { name: 'theirs', image, privilege: 'auto' })
    if (seen.state !== 'running') throw new Error(`seen as ${JSON.stringify(seen)}`)
    const { id, labels } = seen.container
    expect(labels).toEqual({})
    expect((await runtime.exec(engine, id, ['cat', '/etc/number'])).stdout).toBe('1\n')
    await runtime.remove(engine, { id, name: 'theirs', labels: {} })
    expect(await state('theirs')).toBe('absent')
  })
})
