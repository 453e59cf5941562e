import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContainerHandle, ContainerSpec, Observation } from '@berth/core/adapter'
import { bareSpec } from '@berth/testkit'
import { afterAll, expect, it } from 'vitest'
import { bashAlone } from '../../../core/test/machine/program/every-shell.js'
import { enrootRuntime } from '../../src/index.js'
import { programs } from '../../src/programs.generated.js'
import { StubEnroot } from './stub-enroot.js'

// Enroot itself needs bash. Here it is a stub.
bashAlone(programs, ['observe', 'image', 'launch', 'supervise', 'handle', 'list', 'enter'], ({ container }) => {
  const enroot = new StubEnroot(container)
  const { host } = enroot
  const runtime = enrootRuntime()
  const containers = join(enroot.folder, 'data/.berth/containers')
  afterAll(() => enroot.remove())

  const observe = (name: string, image = enroot.image): Promise<Observation> =>
    runtime.observe(host, { name, image, privilege: 'auto' })

  const spec = async (name: string, change: Partial<ContainerSpec> = {}): Promise<ContainerSpec> => {
    const image = await runtime.ensureImage(host, { reference: enroot.image, pull: 'missing', archive: null })
    const asked = { name, image, labels: { test: name }, env: { TEXT: 'two\nlines' }, ulimits: ['nofile=100'] }
    return bareSpec({ ...asked, ...change })
  }

  const launch = async (name: string): Promise<ContainerHandle> => {
    const { labels } = await spec(name)
    return { id: (await runtime.launch(host, await spec(name))).id, name, labels }
  }

  /** Ends the init of a container, as a reboot would. */
  const end = async (id: string): Promise<void> => {
    const [init] = readFileSync(join(containers, id, 'process'), 'utf8').split(' ')
    await host.exec(['sh', '-c', 'kill -KILL "$1"; while [ -e "/proc/$1" ]; do sleep 0.02; done', 'sh', init ?? ''])
  }

  it('leads a container through its life', async () => {
    expect(await observe('lab')).toMatchObject({ state: 'absent', engine: { version: '4.1.2' } })
    const handle = await launch('lab')
    expect(await observe('lab')).toMatchObject({ state: 'running', container: { ...handle, inside: null } })
    const entered = await runtime.exec(host, handle.id, 'echo "$TEXT in $PWD"; ulimit -n', { workingDirectory: '/' })
    expect(entered.stdout).toBe('two\nlines in /\n100\n')
    await expect(runtime.launch(host, await spec('lab'))).rejects.toMatchObject({ code: 'BERTH_NAME_TAKEN' })

    await end(handle.id)
    expect(await observe('lab')).toMatchObject({ state: 'stopped', container: handle })
    await expect(runtime.exec(host, handle.id, 'true')).rejects.toMatchObject({
      reason: expect.stringMatching(/is not running/),
    })
    await runtime.restart(host, handle)
    await runtime.restart(host, handle)
    expect(await observe('lab')).toMatchObject({ state: 'running', container: handle })
    expect(await runtime.list(host, handle.labels)).toEqual([handle])
    expect(await runtime.list(host, { test: 'another' })).toEqual([])

    const other = { ...handle, labels: { test: 'another' } }
    await expect(runtime.remove(host, other)).rejects.toMatchObject({
      reason: expect.stringMatching(/nothing was done/),
    })
    await runtime.remove(host, handle)
    await runtime.remove(host, handle)
    expect(await observe('lab')).toMatchObject({ state: 'absent' })
    expect(await runtime.list(host, {})).toEqual([])
    await expect(runtime.restart(host, handle)).rejects.toMatchObject({ reason: 'the container is gone' })
    await expect(runtime.exec(host, handle.id, 'true')).rejects.toMatchObject({
      reason: expect.stringMatching(/No such container/),
    })
  })

  it('starts a container with the settings that it was made with, each time', async () => {
    const settings = (): string => readFileSync(join(enroot.folder, 'settings'), 'utf8')
    const plain = await launch('lab')
    expect(settings()).toBe('ENROOT_LOGIN_SHELL=no\n')
    const asked = await spec('other', { own: { mount_home: true, restrict_dev: false } })
    const other = { ...asked, id: (await runtime.launch(host, asked)).id }
    const decided = 'ENROOT_LOGIN_SHELL=no\nENROOT_MOUNT_HOME=yes\nENROOT_RESTRICT_DEV=no\n'
    expect(settings()).toBe(decided)
    for (const [handle, expected] of [
      [plain, 'ENROOT_LOGIN_SHELL=no\n'],
      [other, decided],
    ] as const) {
      await end(handle.id)
      await runtime.restart(host, handle)
      expect(settings()).toBe(expected)
      await runtime.remove(host, handle)
    }
  })

  it('leaves nothing of a launch that fails', async () => {
    writeFileSync(join(enroot.folder, 'unstartable'), '')
    const unstartable = runtime.launch(host, await spec('lab'))
    await expect(unstartable).rejects.toMatchObject({
      code: 'BERTH_LAUNCH_FAILED',
      reason: expect.stringMatching(/failed to mount: \/x/),
    })
    rmSync(join(enroot.folder, 'unstartable'))
    const changes: [Partial<ContainerSpec>, RegExp][] = [
      [{ volumes: [{ source: '/no/such', target: '/x', options: null }] }, /does not exist: \/no\/such/],
      [{ groupAdd: ['4194303'] }, /not in group 4194303/],
      [{ network: 'bridge' }, /enroot cannot do what is asked for/],
    ]
    for (const [change, reason] of changes) {
      const refused = runtime.launch(host, await spec('lab', change))
      await expect(refused).rejects.toMatchObject({
        code: 'BERTH_LAUNCH_FAILED',
        reason: expect.stringMatching(reason),
      })
    }
    const { image, ...rest } = await spec('lab')
    const replaced = runtime.launch(host, { ...rest, image: { ...image, configDigest: `sha256:${'0'.repeat(64)}` } })
    await expect(replaced).rejects.toMatchObject({ reason: expect.stringMatching(/is not the one that was compared/) })
    expect(readdirSync(containers)).toEqual([])
    expect(await observe('lab')).toMatchObject({ state: 'absent' })
  })

  it('links an archive, imports what a registry has, and tells of both', async () => {
    const told: string[] = []
    const options = { onProgress: (message: string) => told.push(message) }
    const loaded = { reference: 'of/archive:1', pull: 'never', archive: enroot.image } as const
    const image = await runtime.ensureImage(host, loaded, options)
    const pulled = { reference: 'of/registry:1', pull: 'missing', archive: null } as const
    expect((await runtime.ensureImage(host, pulled, options)).configDigest).not.toBe(image.configDigest)
    const [first, ...rest] = told
    expect(first).toBe(`loading ${enroot.image}`)
    // What begins is told on one stream, what enroot says on the other: there is no order between them.
    expect(rest.toSorted()).toEqual(['[INFO] Fetching image manifest', 'importing of/registry:1'])
    expect(await observe('lab', 'of/archive:1')).toMatchObject({ localImage: image })
    expect(await runtime.ensureImage(host, loaded, options)).toEqual(image)
    expect(told).toHaveLength(3)
  })

  it('says why an image cannot be had', async () => {
    const refused = (source: object) =>
      runtime.ensureImage(host, { reference: 'none:1', pull: 'missing', archive: null, ...source })
    await expect(refused({ pull: 'never' })).rejects.toMatchObject({
      reason: expect.stringMatching(/not to be pulled/),
    })
    await expect(refused({ reference: '/no/such' })).rejects.toMatchObject({
      reason: expect.stringMatching(/is not there/),
    })
    await expect(refused({ archive: '/no/such' })).rejects.toMatchObject({
      reason: expect.stringMatching(/could not be loaded/),
    })
    await expect(refused({ archive: '/etc/hostname' })).rejects.toMatchObject({
      reason: expect.stringMatching(/no squashfs image/),
    })
    expect(await observe('lab', 'none:1')).toMatchObject({ localImage: null })
    expect(existsSync(join(enroot.folder, 'data/.berth/images/none%3A1.sqsh'))).toBe(false)
  })
})
