import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MemoryCluster } from '@berth/memory-cluster'
import { describe, expect, it } from 'vitest'
import type { ContainerRuntime, ImageOutline } from '../../src/contract/index.js'
import { berthFolder } from '../../src/contract/index.js'
import { BerthError } from '../../src/errors/index.js'
import { readImage } from '../../src/image/archive/index.js'
import { tarBytes } from '../image/archive/tar-bytes.js'
import { changesOf, pairFiles } from '../image/saved/test-pairs.js'
import { berthOver, lab } from '../lifetime/berth-over.js'
import { setupScriptFile } from '../lifetime/execute/setup-script-file.js'
import { image } from '../lifetime/observations.js'
import { rejection } from '../lifetime/rejection.js'

const folder = '/var/tmp/berth-parts'
const written = tarBytes(pairFiles(changesOf([{ name: 'opt/tool', content: 'tool' }])))

/** The runtime in memory, which writes out containers as an engine does; with all that it was asked for. */
function saving(memory: MemoryCluster) {
  const saved: string[] = []
  const given: [host: string, outline: ImageOutline][] = []
  const { runtime } = memory
  const able: ContainerRuntime = {
    ...runtime,
    capabilities: { ...runtime.capabilities, parts: true, save: true },
    async saveContainer({ connection }, { id }, leftOut, take) {
      saved.push(`${connection.host} ${id} ${leftOut[0]}`)
      await take(written.subarray(0, 700))
      await take(written.subarray(700))
    },
    async lookForParts({ connection }) {
      await connection.exec(['mkdir', '-p', folder])
      return { missing: [1], folder, rooms: [] }
    },
    async loadParts({ connection: { host } }, { outline }) {
      given.push([host, outline])
      const { config, layers, reference } = outline
      const identity = { ...image('9'), configDigest: config.digest, layers: layers.map(({ diffId }) => diffId) }
      memory.hosts.get(host)?.images.set(reference, identity)
      return identity
    },
  }
  return { able, saved, given }
}

const keptHere = (): number => readdirSync('/var/tmp').filter((name) => name.startsWith('berth-image-')).length

describe('save', () => {
  const over = (memory: MemoryCluster, container: Readonly<Record<string, unknown>> = {}) => {
    const { able, saved, given } = saving(memory)
    const made = berthOver(memory, { lifetime: 'persistent', ...container }, { runtimes: { memory: able } })
    return { ...made, saved, given, able }
  }

  it('makes an image of the head’s container, which runs on, and makes it present everywhere by one digest', async () => {
    const memory = lab(['a', 'b', 'c'])
    const { cluster, saved, given } = over(memory)
    await cluster.up()
    const before = [memory.ids(), keptHere()]
    const made = await cluster.save('lab:ready')
    const id = cluster.containers.get('a') ?? ''
    expect(saved).toEqual([`a ${id} ${berthFolder}`])
    expect(given.map(([host, { reference }]) => [host, reference]).toSorted()).toEqual(
      ['a', 'b', 'c'].map((host) => [host, 'lab:ready']),
    )
    expect(made).toMatchObject({ reference: 'lab:ready', host: 'a', container: id, archive: null })
    const digests = [...(made?.images.values() ?? [])].map(({ identity, changed }) => [identity.configDigest, changed])
    expect(digests).toEqual(Array(3).fill([made?.configDigest, true]))
    expect([[memory.ids(), keptHere()], cluster.state]).toEqual([before, 'ready'])
  })

  it('writes the image to an archive in place of that, whole or not at all', async () => {
    const memory = lab(['a', 'b'])
    const { cluster, saved, given } = over(memory)
    await cluster.up()
    const place = mkdtempSync(join(tmpdir(), 'berth-save-'))
    try {
      const archive = join(place, 'lab.tar')
      const made = await cluster.save('lab:ready', { host: 'b', archive })
      expect(await readImage(archive, 'lab:ready')).toMatchObject({ config: { digest: made?.configDigest } })
      expect([made?.archive, made?.images.size, given, saved.length]).toEqual([archive, 0, [], 1])
      expect(readFileSync(archive).includes('s3cret')).toBe(false)
      const failed = (await rejection(
        cluster.save('lab:ready', { archive: join(place, 'none', 'lab.tar') }),
      )) as BerthError
      expect([failed.code, saved.length, readdirSync(place)]).toEqual(['BERTH_FILE_FAILED', 1, ['lab.tar']])
    } finally {
      rmSync(place, { recursive: true })
    }
  })

  it('writes what a container in memory holds to an archive too, and gives no host an image', async () => {
    const memory = lab(['a'])
    const { cluster } = berthOver(memory, { lifetime: 'persistent' })
    await cluster.up()
    await cluster.exec('echo installed >/tool; mkdir -p /var/lib/berth; echo s3cret >/var/lib/berth/key')
    const place = mkdtempSync(join(tmpdir(), 'berth-save-'))
    try {
      const archive = join(place, 'lab.sqsh')
      expect(await cluster.save('lab:ready', { archive })).toMatchObject({ archive, bytes: expect.any(Number) })
      const text = readFileSync(archive, 'utf8')
      expect([text.slice(0, 4), text.includes('installed'), text.includes('s3cret')]).toEqual(['hsqs', true, false])
    } finally {
      rmSync(place, { recursive: true })
    }
    expect(await rejection(cluster.save('lab:ready'))).toMatchObject({ code: 'BERTH_CAPABILITY_MISSING' })
  })

  it('refuses a name that a host has an image by, before anything is made, unless it is to be replaced', async () => {
    const memory = lab(['a', 'b'])
    const { cluster, saved, given } = over(memory)
    await cluster.up()
    memory.hosts.get('b')?.images.set('lab:ready', image('2'))
    expect(await rejection(cluster.save('lab:ready'))).toMatchObject({
      ...{ code: 'BERTH_SAVE_REFUSED', kind: 'refused' },
      message: expect.stringMatching(/there is an image lab:ready already[\s\S]*--replace/),
    })
    expect(saved).toEqual([])
    await cluster.save('lab:ready', { replace: true })
    expect(given).toHaveLength(2)
  })

  it('refuses what does not run, is somebody else’s, or was not provisioned to its end', async () => {
    const memory = lab(['a', 'b'])
    const { cluster, saved } = over(memory)
    const refused = async (by = cluster) => {
      const error = (await rejection(by.save('lab:ready'))) as BerthError
      return [error.code, error.kind]
    }
    expect(await refused()).toEqual(['BERTH_NOT_RUNNING', 'refused'])
    await cluster.up()
    const host = memory.host('a')
    const container = () => host.container('lab')
    const { labels } = container()
    container().labels = { ...labels, 'berth.owner': (labels['berth.owner'] ?? '').replace(/^[^@ ]*/, 'zoe') }
    expect(await refused()).toEqual(['BERTH_SAVE_REFUSED', 'refused'])
    container().labels = {}
    expect(await refused()).toEqual(['BERTH_SAVE_REFUSED', 'refused'])
    container().labels = labels
    container().stop()
    expect(await refused()).toEqual(['BERTH_NOT_RUNNING', 'refused'])

    const others = lab(['a'])
    const { cluster: withScript, saved: none } = over(others, { setup_script: setupScriptFile() })
    await withScript.up()
    await withScript.exec(['rm', '-f', `${berthFolder}/provisioned`])
    expect(await refused(withScript)).toEqual(['BERTH_SAVE_REFUSED', 'refused'])
    const release = others.host('a').container('lab').claimProvisioning('other')
    expect((await refused(withScript))[1]).toBe('refused')
    release()
    expect([saved, none]).toEqual([[], []])
  })

  it('refuses names that no image can have, hosts that are none, and runtimes that cannot', async () => {
    const memory = lab(['a'])
    const { cluster } = over(memory)
    await cluster.up()
    for (const name of ['', 'Lab', 'lab ready', `lab@sha256:${'a'.repeat(64)}`])
      expect(await rejection(cluster.save(name))).toMatchObject({ code: 'BERTH_CONFIG_INVALID' })
    await expect(cluster.save('lab:ready', { host: 'x' })).rejects.toThrow(TypeError)
    const unable = berthOver(memory, { lifetime: 'persistent' }).cluster
    expect(await rejection(unable.save('lab:ready'))).toMatchObject({ code: 'BERTH_CAPABILITY_MISSING' })
  })

  it('leaves nothing here where the engine writes nothing of use, or fails', async () => {
    const memory = lab(['a'])
    const { able, given } = saving(memory)
    const before = keptHere()
    const with_ = (saveContainer: ContainerRuntime['saveContainer']) =>
      berthOver(
        memory,
        { lifetime: 'persistent' },
        { runtimes: { memory: { ...able, ...(saveContainer && { saveContainer }) } } },
      ).cluster
    const odd = with_(async (_engine, _container, _leftOut, take) => void (await take(Buffer.alloc(2000, 'x'))))
    await odd.up()
    expect(await rejection(odd.save('lab:ready'))).toMatchObject({ code: 'BERTH_SAVE_FAILED', host: 'a' })
    const known = { code: 'BERTH_SAVE_FAILED', host: 'a', operation: 'save container' } as const
    const failing = with_(() => Promise.reject(new BerthError({ ...known, message: 'no space' })))
    expect((await rejection(failing.save('lab:ready'))).message).toContain('a: save container: no space')
    expect([given, keptHere(), existsSync(folder)]).toEqual([[], before, false])
  })
})
