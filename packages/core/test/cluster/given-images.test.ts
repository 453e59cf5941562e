import { readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { MemoryCluster } from '@berth/memory-cluster'
import { describe, expect, it } from 'vitest'
import type { ContainerRuntime, ImageIdentity, PartsNeeded } from '../../src/contract/index.js'
import { BerthError, type HostsError } from '../../src/errors/index.js'
import { digestOf } from '../../src/image/archive/index.js'
import type { ClusterEvent } from '../../src/lifetime/index.js'
import { useFiles } from '../image/archive/scratch.js'
import { tarBytes } from '../image/archive/tar-bytes.js'
import { configOf, layer, savedFiles, type TestLayer } from '../image/archive/test-images.js'
import { berthOver, lab } from '../lifetime/berth-over.js'
import { rejection } from '../lifetime/rejection.js'

const [base, top] = [layer('base'), layer('top')]
/** A layer that is worth handing on. */
const large = layer('large'.repeat(200))
const folder = '/var/tmp/berth-7/host/digits'

/**
 * Folders of this machine in which images wait that were not there when the tests began: other processes may have some.
 */
function keptHere(): readonly string[] {
  const found = readdirSync('/var/tmp').filter((name) => name.startsWith('berth-image-'))
  return found.map((name) => join('/var/tmp', name)).filter((path) => !before.has(path))
}

const before: ReadonlySet<string> = new Set(keptBefore())

function keptBefore(): readonly string[] {
  return readdirSync('/var/tmp').map((name) => join('/var/tmp', name))
}

/** The identity of an image of these layers, as a host's engine would tell it. */
const identityOf = (...layers: readonly TestLayer[]): ImageIdentity => ({
  id: digestOf(configOf(layers)),
  configDigest: digestOf(configOf(layers)),
  manifestDigests: [],
  layers: layers.map(({ diffId }) => diffId),
  platform: 'linux/amd64',
})

/** The runtime in memory, of which every host has the bottom layer, and takes parts; with all that it was asked for. */
function takingParts(memory: MemoryCluster, needed: Partial<PartsNeeded> = {}, above = top) {
  const loaded: string[][] = []
  const saved: string[] = []
  const { runtime } = memory
  const taking: ContainerRuntime = {
    ...runtime,
    capabilities: { ...runtime.capabilities, parts: true },
    async lookForParts({ connection }) {
      await connection.exec(['mkdir', '-p', folder])
      return { missing: [1], folder, rooms: [], ...needed }
    },
    async loadParts({ connection }, { outline }) {
      const { stdout } = await connection.exec(`cd ${folder}/blobs/sha256 && sha256sum *`)
      loaded.push([connection.host, ...stdout.trimEnd().split('\n')])
      const identity = identityOf(base, above)
      expect(outline.config.digest).toBe(identity.configDigest)
      memory.hosts.get(connection.host)?.images.set('lab:1', identity)
      return identity
    },
    async saveImage({ connection }, reference, take) {
      saved.push(`${connection.host} ${reference}`)
      await take(tarBytes(savedFiles(['lab:1'], [base, top])))
    },
  }
  return { taking, loaded, saved }
}

/** Hosts that have a folder of parts, or what was above it. */
async function leftOn(memory: MemoryCluster, ...hosts: readonly string[]): Promise<readonly string[]> {
  const transport = memory.anotherTransport()
  const left = hosts.map(async (host) => {
    const { exitCode } = await (await transport.connect(host)).exec(['test', '-e', dirname(dirname(folder))])
    return exitCode === 0 ? [host] : []
  })
  return (await Promise.all(left)).flat()
}

describe('an image that hosts are given', () => {
  const fileOf = useFiles()
  const archive = (): string => fileOf(tarBytes(savedFiles(['lab:1'], [base, top])))
  const withoutImage = (): MemoryCluster => {
    const memory = lab(['a', 'b', 'c'])
    for (const host of ['b', 'c']) memory.hosts.get(host)?.images.delete('lab:1')
    memory.hosts.get('a')?.images.set('lab:1', identityOf(base, top))
    return memory
  }

  it('comes to those that lack it, as the parts that they lack, each of them what its digest says', async () => {
    const memory = withoutImage()
    const { taking, loaded } = takingParts(memory)
    const { cluster, events } = berthOver(memory, {}, { runtimes: { memory: taking } })
    const pulled = await cluster.pull({ from: { archive: archive() } })
    expect([...(pulled?.images ?? [])].map(([host, { changed }]) => [host, changed])).toEqual([
      ['a', false],
      ['b', true],
      ['c', true],
    ])
    const parts = [digestOf(configOf([base, top])), top.diffId].map((name) => name.slice(7))
    const lines = parts.toSorted().map((name) => `${name}  ${name}`)
    expect(loaded.toSorted()).toEqual(['b', 'c'].map((host) => [host, ...lines]))
    expect(events.some((event) => event.type === 'host' && event.sent !== undefined)).toBe(true)
  })

  it('is what an up launches from where the cluster file says so', async () => {
    const memory = withoutImage()
    const { taking, loaded } = takingParts(memory)
    const { cluster } = berthOver(
      memory,
      { image_source: 'local', image_tar: archive() },
      { runtimes: { memory: taking } },
    )
    await cluster.up()
    expect([loaded.length, memory.ids().length]).toEqual([2, 3])
  })

  it('comes from one host, once, and nothing of it stays on this machine', async () => {
    const memory = withoutImage()
    const { taking, loaded, saved } = takingParts(memory)
    const { cluster } = berthOver(memory, { image_source: 'head' }, { runtimes: { memory: taking } })
    await cluster.pull()
    expect([saved, loaded.length, keptHere()]).toEqual([['a lab:1'], 2, []])
    expect((await cluster.pull({ from: { host: 'b' } }))?.images.size).toBe(3)
    expect(saved).toHaveLength(1)
    await expect(cluster.pull({ from: { host: 'x' } })).rejects.toThrow(/Not a host of the cluster file: "x"/)
  })

  it.each([
    ['among four hosts', ['b', 'c', 'd', 'e'], {}, {}, true],
    ['among three', ['b', 'c', 'd'], {}, {}, false],
    ['among two, where the file says so', ['b', 'c'], { distribute: 'fan-out' }, {}, true],
    ['to one alone', ['b'], { distribute: 'fan-out' }, {}, false],
    ['among four, where the file says otherwise', ['b', 'c', 'd', 'e'], { distribute: 'direct' }, {}, false],
    ['among four, where the call says otherwise', ['b', 'c', 'd', 'e'], {}, { distribute: 'direct' }, false],
  ] as const)('is handed on %s: %j with %j and %j: %s', async (_title, lacking, keys, options, isHandedOn) => {
    const memory = lab(['a', ...lacking])
    for (const host of lacking) memory.hosts.get(host)?.images.delete('lab:1')
    memory.hosts.get('a')?.images.set('lab:1', identityOf(base, large))
    const { taking, loaded } = takingParts(memory, {}, large)
    const transport = memory.anotherTransport()
    const opened: string[] = []
    transport.openPassages = (host) => {
      opened.push(host)
      const refusal = { code: 'BERTH_CAPABILITY_MISSING', operation: 'reach other hosts', message: 'no ssh' } as const
      return Promise.reject(new BerthError({ ...refusal, host }))
    }
    const { cluster, events } = berthOver(memory, keys, { runtimes: { memory: taking }, transport })
    await cluster.pull({ from: { archive: fileOf(tarBytes(savedFiles(['lab:1'], [base, large]))) }, ...options })
    expect(loaded.map(([host]) => host).toSorted()).toEqual(lacking)
    expect(opened.toSorted()).toEqual(isHandedOn ? lacking : [])
    const others = isHandedOn ? lacking.slice(1) : []
    const told = events.flatMap((event) => (event.type === 'host' && 'message' in event ? [event.message] : []))
    expect(told.filter((message) => message === 'fed from here: no ssh')).toHaveLength(others.length)
  })

  it('is no failure of hosts where it cannot be had', async () => {
    const memory = withoutImage()
    const { taking } = takingParts(memory)
    const { cluster } = berthOver(memory, {}, { runtimes: { memory: taking } })
    const failed = await rejection(cluster.pull({ from: { archive: '/no/such.tar' }, maxFailures: '100%' }))
    expect(failed).toMatchObject({ code: 'BERTH_IMAGE_UNAVAILABLE', operation: 'read image on this machine' })
    memory.hosts.get('a')?.images.delete('lab:1')
    expect(await rejection(cluster.pull({ from: { host: 'a' } }))).toMatchObject({
      code: 'BERTH_IMAGE_UNAVAILABLE',
      message: expect.stringContaining('memory of a does not have lab:1'),
    })
  })

  it('is sent to no host without room for it', async () => {
    const memory = withoutImage()
    const rooms = [{ path: '/var/lib/x', mount: '/', free: 100, copies: 1, unpacks: true }]
    const { taking, loaded } = takingParts(memory, { rooms })
    const { cluster } = berthOver(memory, {}, { runtimes: { memory: taking } })
    const failed = (await rejection(cluster.pull({ from: { archive: archive() } }))) as HostsError
    expect([...failed.failures.keys()]).toEqual(['b', 'c'])
    expect(failed.message).toMatch(/there is no room for lab:1: it needs/)
    expect([loaded, await leftOn(memory, 'b', 'c')]).toEqual([[], []])
  })

  it.each([
    [['arm64'], /lab:1 would not run: it is for linux\/amd64, and the host runs linux\/arm64 and emulates no other/],
    [['arm64', 'riscv64'], /the host runs linux\/arm64 and emulates riscv64/],
    [['arm64', 'amd64'], null],
    [['amd64'], null],
  ])('is sent to hosts that run its programs alone: to those of %j', async (architectures, refused) => {
    const memory = withoutImage()
    const { taking, loaded } = takingParts(memory, { architectures })
    const { cluster } = berthOver(memory, {}, { runtimes: { memory: taking } })
    const pulling = cluster.pull({ from: { archive: archive() } })
    if (refused === null) await pulling
    else expect(((await rejection(pulling)) as HostsError).message).toMatch(refused)
    expect(loaded).toHaveLength(refused === null ? 2 : 0)
  })

  it('is not sent where a layer is not what its digest says', async () => {
    const memory = withoutImage()
    const { taking, loaded } = takingParts(memory)
    const { cluster } = berthOver(memory, {}, { runtimes: { memory: taking } })
    const path = archive()
    const bytes = tarBytes(savedFiles(['lab:1'], [base, top]))
    bytes.write('TOP', bytes.indexOf('top'))
    writeFileSync(path, bytes)
    const failed = await rejection(cluster.pull({ from: { archive: path } }))
    expect(failed.message).toContain('layer 2 is not what its digest says')
    expect(loaded).toEqual([])
  })

  it('is not sent where a layer that is compressed is not what the configuration says of it', async () => {
    const memory = withoutImage()
    const { taking, loaded } = takingParts(memory)
    const { cluster } = berthOver(memory, {}, { runtimes: { memory: taking } })
    const [first, second, ...others] = savedFiles(['lab:1'], [base, top])
    const of = (content: string | Buffer) =>
      fileOf(tarBytes([first ?? { name: '' }, { name: second?.name ?? '', content: gzipSync(content) }, ...others]))
    const failed = await rejection(cluster.pull({ from: { archive: of('something else') } }))
    expect(failed.message).toContain('layer 2 is not what its digest says')
    expect(loaded).toEqual([])
    await cluster.pull({ from: { archive: of(top.content) } })
    expect(loaded).toHaveLength(2)
  })

  it('comes from nowhere else where containers are kept that have another one', async () => {
    const memory = withoutImage()
    const { taking, loaded } = takingParts(memory)
    const keys = { image_source: 'local', image_tar: archive(), lifetime: 'persistent' } as const
    const { cluster } = berthOver(memory, keys, { runtimes: { memory: taking } })
    await cluster.up()
    const name = cluster.config.container?.name ?? ''
    memory.host('c').engine.remove(memory.host('c').container(name))
    memory.hosts.get('c')?.images.delete('lab:1')
    const newer = fileOf(tarBytes(savedFiles(['lab:1'], [base, layer('newer')])))
    const pulled: string[] = []
    const runtime: ContainerRuntime = {
      ...taking,
      ensureImage: (engine, source, options) => {
        pulled.push(source.pull)
        return taking.ensureImage(engine, source, options)
      },
    }
    const { cluster: later } = berthOver(memory, { ...keys, image_tar: newer }, { runtimes: { memory: runtime } })
    await expect(later.up({ repair: 'launch_missing' })).rejects.toMatchObject({ code: 'BERTH_IMAGE_UNAVAILABLE' })
    expect([new Set(pulled), loaded.length]).toEqual([new Set(['never']), 2])
  })

  it('names the host that has it, where that cannot write it out', async () => {
    const memory = withoutImage()
    const { taking } = takingParts(memory)
    const failing = (error: () => Error): ContainerRuntime => ({ ...taking, saveImage: () => Promise.reject(error()) })
    const broken = { code: 'BERTH_IMAGE_UNAVAILABLE', host: 'a', operation: 'save image', message: 'it died' } as const
    const { cluster } = berthOver(memory, {}, { runtimes: { memory: failing(() => new BerthError(broken)) } })
    const failed = await rejection(cluster.pull({ from: { host: 'a' } }))
    expect(failed.message).toContain('of a: it died')
  })

  it('is not checked to its end where the call is aborted meanwhile', async () => {
    const memory = withoutImage()
    const controller = new AbortController()
    const { taking, loaded } = takingParts(memory)
    const runtime: ContainerRuntime = {
      ...taking,
      async lookForParts(engine, outline) {
        const needed = await taking.lookForParts?.(engine, outline)
        controller.abort(new Error('enough'))
        return { folder, rooms: [], missing: [1], ...needed }
      },
    }
    const { cluster } = berthOver(memory, {}, { runtimes: { memory: runtime } })
    const from = { archive: archive() }
    expect(await rejection(cluster.pull({ from, signal: controller.signal }))).toMatchObject({ code: 'BERTH_ABORTED' })
    expect(loaded).toEqual([])
  })

  it.each([
    ['put there', 'sent'],
    ['loaded', 'loading'],
  ])('is taken away again where the call is aborted while it is %s', async (_title, when) => {
    const memory = withoutImage()
    const controller = new AbortController()
    const { taking } = takingParts(memory)
    const runtime: ContainerRuntime = {
      ...taking,
      async loadParts({ connection }, parts, { signal } = {}) {
        expect(await leftOn(memory, connection.host)).not.toEqual([])
        controller.abort(new Error('enough'))
        signal?.throwIfAborted()
        throw new TypeError(`loaded ${parts.folder} all the same`)
      },
    }
    const onEvent = (event: ClusterEvent): void => {
      if (event.type === 'host' && event.sent !== undefined && when === 'sent') controller.abort(new Error('enough'))
    }
    const { cluster } = berthOver(memory, {}, { runtimes: { memory: runtime }, onEvent })
    await rejection(cluster.pull({ from: { archive: archive() }, signal: controller.signal }))
    expect(await leftOn(memory, 'b', 'c')).toEqual([])
  })

  it('is given once more where a host lacks other layers by then, and only there', async () => {
    const memory = withoutImage()
    const { taking, loaded } = takingParts(memory)
    const asked: string[] = []
    const failing = new Set(['b', 'c'])
    const runtime: ContainerRuntime = {
      ...taking,
      async lookForParts(engine, outline) {
        const { host } = engine.connection
        asked.push(host)
        const isAgain = asked.filter((one) => one === host).length > 1
        const needed = await taking.lookForParts?.(engine, outline)
        return { folder, rooms: [], ...needed, missing: isAgain && host === 'b' ? [0, 1] : [1] }
      },
      async loadParts(engine, parts, options) {
        const { host } = engine.connection
        if (failing.delete(host)) {
          const known = { code: 'BERTH_IMAGE_UNAVAILABLE', host, operation: 'load image' } as const
          throw new BerthError({ ...known, message: 'a layer is gone' })
        }
        const identity = await taking.loadParts?.(engine, parts, options)
        if (identity === undefined) throw new TypeError('nothing was loaded')
        return identity
      },
    }
    const { cluster } = berthOver(memory, {}, { runtimes: { memory: runtime } })
    const failed = (await rejection(cluster.pull({ from: { archive: archive() } }))) as HostsError
    expect([...failed.failures.keys()]).toEqual(['c'])
    expect(loaded.map(([host, ...parts]) => [host, parts.length])).toEqual([['b', 3]])
  })

  it('is refused where the runtime takes no parts', async () => {
    const { cluster } = berthOver(withoutImage())
    expect(await rejection(cluster.pull({ from: { image: 'lab:2' } }))).toMatchObject({
      code: 'BERTH_CAPABILITY_MISSING',
    })
    expect(() => berthOver(withoutImage(), { image_source: 'head' })).toThrow(/image_source: head/)
  })
})
