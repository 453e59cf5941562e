import { type ClusterEvent, type ContainerInput, HostsError } from '@berth/core'
import { dockerRuntime } from '@berth/runtime-docker'
import { observedEngine } from '@berth/testkit'
import { sshTransport } from '@berth/transport-ssh'
import { afterEach, expect } from 'vitest'
import { describeReal, expectRefusal, expectSkew, realTest as test, threeHosts, usePlace } from './support/index.js'
import { limitedRegistry } from './support/limited-registry.js'
import { useRegistryHosts } from './support/registry-hosts.js'

describeReal('images of a registry, on hosts of the classic and of containerd’s store', () => {
  const hosts = useRegistryHosts()
  const place = usePlace(() => hosts().testbed, { hostsOf: threeHosts })
  afterEach(() => hosts().registry.start())

  const open = (container: Partial<ContainerInput>, onEvent?: (event: ClusterEvent) => void) =>
    place().open('persistent', onEvent === undefined ? {} : { onEvent }, container)
  const destroyed = (image: string) => open({ image }).down({ destroy: true })
  const everywhere = (...args: readonly string[]) => Promise.all([0, 1, 2].map((host) => hosts().docker(host, ...args)))
  const launched = async (): Promise<number> =>
    [...(await place().snapshot()).values()].filter((seen) => seen?.running === true).length
  const unavailable = async (call: Promise<unknown>): Promise<HostsError> => {
    const error = await call.then(
      () => new Error('nothing failed'),
      (reason: unknown) => reason,
    )
    if (!(error instanceof HostsError)) throw error
    expect(error.code, error.message).toBe('BERTH_IMAGE_UNAVAILABLE')
    return error
  }

  test('one image is the same whatever the stores call it: launched and attached to without a word, pulled with progress', async () => {
    const { reference, digest } = await hosts().publish()
    const [behind = '', ...name] = reference.split('/')
    // An engine tells of the bytes of a layer ten times in a second, at the most, and not of one that was faster.
    const limited = await limitedRegistry(behind, 'hold')
    try {
      const image = [limited.address, ...name].join('/')
      const events: ClusterEvent[] = []
      const telling = new Set<string>()
      const onEvent = (event: ClusterEvent): void => {
        events.push(event)
        if (event.type === 'host' && event.received !== undefined) telling.add(event.host)
        if (telling.size === place().addresses.length) limited.allow()
      }
      expect((await open({ image }, onEvent).up())?.action).toBe('launch')
      expect((await open({ image }, onEvent).up())?.action).toBe('attach')
      expect(events.filter(({ type }) => type === 'warning')).toEqual([])
      const progress = events.flatMap((event) => (event.type === 'host' && event.status === 'progress' ? [event] : []))
      for (const address of place().addresses) {
        const lines = progress.filter(({ host }) => host === address).map(({ message }) => message)
        expect(lines[0]).toBe(`pulling ${image}`)
        expect(lines.join('\n')).toMatch(new RegExp(`${digest}[\\s\\S]*Status: Downloaded newer image`))
        const received = progress.flatMap((event) => (event.host === address ? (event.received ?? []) : [])).at(-1)
        const served = await hosts().served(reference, address)
        expect(received?.done, address).toBe(received?.total)
        expect(Math.abs((received?.done ?? 0) / served - 1), `${received?.done} of ${served}`).toBeLessThan(0.01)
      }
      const ids = await everywhere('image', 'inspect', '--format', '{{.Id}}', image)
      expect([ids[0] === ids[1], ids[2] === digest, ids[0] === ids[2]]).toEqual([true, true, false])
    } finally {
      await limited.close()
    }
  })

  test('a registry that refuses for now, as it is asked for too much, is asked again later, whatever the image store', async () => {
    const { reference } = await hosts().publish()
    const [behind = '', ...name] = reference.split('/')
    const limited = await limitedRegistry(behind)
    try {
      const image = [limited.address, ...name].join('/')
      const waiting = new Map<string, string>()
      const onEvent = (event: ClusterEvent): void => {
        if (event.type !== 'host' || event.message?.startsWith('the registry asks for patience') !== true) return
        if (waiting.set(event.host, event.message).size === place().addresses.length) limited.allow()
      }
      expect((await open({ image }, onEvent).up())?.action).toBe('launch')
      // Where the images are containerd's, the engine hands on no words of the registry.
      const paused = place().addresses.map((address) => /in (\d+) s$/.exec(waiting.get(address) ?? '')?.[1])
      expect(paused).toEqual(['5', '5', '10'])
      await destroyed(image)
    } finally {
      await limited.close()
    }
  })

  /** The engine of a host, and the way to it, which is closed in the end. */
  const engineOf = async (host: number) => {
    const { keyFile: privateKeyFile, knownHostsFile } = hosts().testbed
    const transport = sshTransport({ username: 'root', privateKeyFile, knownHostsFile, agent: null })
    const { address } = hosts().testbed.host(host)
    const runtime = dockerRuntime()
    const engine = await observedEngine(runtime, await transport.connect(address))
    const ensure = (reference: string, options: Parameters<typeof runtime.ensureImage>[2]) =>
      runtime.ensureImage(engine, { reference, pull: 'missing', archive: null }, options)
    return { address, ensure, close: () => transport.close() }
  }

  test('a registry that stalls is an error that names it and the host, once the time is up', async () => {
    const { reference } = await hosts().publish()
    const [behind = '', ...name] = reference.split('/')
    const limited = await limitedRegistry(behind, 'stall')
    const { address, ensure, close } = await engineOf(1)
    try {
      await expect(ensure([limited.address, ...name].join('/'), { timeout: 3000 })).rejects.toMatchObject({
        code: 'BERTH_IMAGE_UNAVAILABLE',
        host: address,
        reason: expect.stringContaining(`had not come from the registry ${limited.address}`),
        remedy: expect.stringContaining('whether the registry answers'),
      })
    } finally {
      await close()
      await limited.close()
    }
  })

  test('a registry that vanishes in the middle is an error that names it and the host; once it is back, all comes', async () => {
    const { reference } = await hosts().publish()
    const [behind = '', ...name] = reference.split('/')
    const limited = await limitedRegistry(behind, 'hold')
    const image = [limited.address, ...name].join('/')
    const engines = await Promise.all([engineOf(1), engineOf(2)])
    const telling = new Set<string>()
    try {
      const pulls = engines.map(({ address, ensure }) =>
        // The classic store would try for most of a minute to go on.
        ensure(image, {
          timeout: 4000,
          onProgress: (_message, { received } = {}) => {
            if (received !== undefined) telling.add(address)
            if (telling.size === engines.length) void limited.close()
          },
        }),
      )
      const failures = await Promise.allSettled(pulls)
      for (const [index, failure] of failures.entries()) {
        const { reason } = failure as PromiseRejectedResult
        expect(reason).toMatchObject({
          code: 'BERTH_IMAGE_UNAVAILABLE',
          host: engines[index]?.address,
          remedy: expect.stringContaining('whether the registry answers'),
        })
        expect(reason.message).toContain(limited.address)
      }
      for (const host of [1, 2]) {
        expect(await hosts().docker(host, 'image', 'ls', '--quiet', image)).toBe('')
        const asking = () => hosts().testbed.run(hosts().testbed.host(host), 'pgrep -x curl')
        await expect.poll(async () => (await asking()).stdout).toBe('')
      }
      const back = await limitedRegistry(behind, 'hold', Number(limited.address.split(':')[1]))
      back.allow()
      try {
        for (const { ensure } of engines)
          expect(await ensure(image, {})).toMatchObject({ layers: [expect.any(String)] })
      } finally {
        await back.close()
      }
    } finally {
      for (const { close } of engines) await close()
      await limited.close()
    }
  })

  test('a tag that moved: skew where only missing ones are pulled, the new one everywhere where it is pulled always', async () => {
    const { reference } = await hosts().publish()
    await hosts().docker(1, 'pull', reference)
    const { digest } = await hosts().publish(reference)
    const [, second = ''] = place().addresses
    await expectSkew(open({ image: reference }).up(), second, /pull .* again on all hosts/)
    expect(await launched()).toBe(0)
    await open({ image: reference, pull: 'always' }).up()
    expect(await launched()).toBe(3)
    for (const digests of await everywhere('image', 'inspect', '--format', '{{.RepoDigests}}', reference))
      expect(digests).toContain(digest)
  })

  test('a digest that is there needs no registry, a tag that is to be pulled always does', async () => {
    const { reference, pinned, digest } = await hosts().publish()
    const untagged = pinned.replace(/:1@/, '@')
    await everywhere('pull', untagged)
    await hosts().registry.stop()
    for (const image of [pinned, untagged]) {
      await open({ image, pull: 'always' }).up()
      await destroyed(image)
    }
    const away = pinned.replace(digest, `sha256:${'0'.repeat(64)}`)
    await unavailable(open({ image: away }).up())

    await hosts().registry.start()
    await everywhere('pull', reference)
    await hosts().registry.stop()
    const error = await unavailable(open({ image: reference, pull: 'always' }).up())
    expect(error.failures.size).toBe(3)
    expect(error.message).toMatch(/the one that is there may be older[\s\S]*route to the registry/)
    expect(await launched()).toBe(0)
    await open({ image: reference }).up()
    expect(await launched()).toBe(3)
  })

  test('never: hosts without the image are named, and nothing is pulled', async () => {
    const { reference, pinned } = await hosts().publish()
    await hosts().docker(1, 'pull', reference)
    const [first = '', , last = ''] = place().addresses
    const expected = { code: 'BERTH_IMAGE_MISSING', hosts: [first, last], remedy: /image_tar/ } as const
    await expectRefusal(open({ image: reference, pull: 'never' }).up(), expected)
    await expectRefusal(open({ image: pinned, pull: 'never' }).up(), expected)
    await everywhere('pull', reference)
    await hosts().registry.stop()
    await open({ image: reference, pull: 'never' }).up()
    expect(await launched()).toBe(3)
  })

  test('a repair takes what the survivors run, though the tag has moved, or says how to come by it', async () => {
    const { reference } = await hosts().publish()
    await open({ image: reference }).up()
    const before = await place().snapshot()
    const moved = await hosts().publish(reference)
    await place().remove(1, 2)
    await hosts().docker(1, 'pull', reference)
    await hosts().docker(2, 'image', 'rm', reference)
    await open({ image: reference, pull: 'always' }).up({ repair: 'launch_missing' })
    const after = await place().snapshot()
    for (const host of place().addresses) expect(after.get(host)?.image).toBe(before.get(host)?.image)
    expect(await hosts().docker(1, 'image', 'inspect', '--format', '{{.RepoDigests}}', reference)).toContain(
      moved.digest,
    )

    await place().remove(1)
    await hosts().docker(1, 'image', 'rm', '--force', [...before.values()][1]?.image ?? '')
    await hosts().registry.stop()
    const error = await unavailable(open({ image: reference }).up({ repair: 'launch_missing' }))
    expect(error.message).toMatch(new RegExp(`On ${place().addresses[0]}, save the image that its container runs`))
  })

  test('one archive in both stores: equal layers, which is a warning; another build is skew', async () => {
    const build = await hosts().testbed.rebuildImage('berth/archived:1')
    const warnings: string[] = []
    const onEvent = (event: ClusterEvent): void => void (event.type === 'warning' && warnings.push(event.message))
    await open({ image: build.reference, image_tar: build.hostPath }, onEvent).up()
    expect(await launched()).toBe(3)
    expect(warnings).toEqual([expect.stringContaining('equal layers on all hosts')])
    await destroyed(build.reference)
    const other = await hosts().testbed.rebuildImage(build.reference)
    const [, , last = ''] = place().addresses
    await hosts().docker(2, 'load', '--input', other.hostPath)
    await expectSkew(open({ image: build.reference }).up(), last, /one archive on all hosts/)
  })
})
