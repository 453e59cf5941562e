import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Cluster, HostsError } from '@berth/core'
import { type MemoryCluster, memoryCluster, memoryImage } from '@berth/memory-cluster'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { berthInMemory } from './berth-in-memory.js'

let folder: string
let suite: string
let memory: MemoryCluster
let cluster: Cluster

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-memory-'))
  suite = join(folder, 'suite')
  await mkdir(join(suite, 'bin'), { recursive: true, mode: 0o750 })
  await writeFile(join(suite, 'bin', 'run'), '#!/bin/sh\necho ran\n', { mode: 0o755 })
  await symlink('bin/run', join(suite, 'start'))
  memory = memoryCluster({ hosts: ['h1', 'h2'], images: { 'lab:1': memoryImage('lab') } })
  cluster = berthInMemory(memory)
  await cluster.up()
})
afterEach(async () => {
  await cluster.close()
  await rm(folder, { recursive: true, force: true })
})

describe.each([
  ['container', 'exec'],
  ['host', 'command'],
] as const)('files of a simulated %s', (on, call) => {
  const files = (host: string) => (on === 'host' ? memory.host(host) : memory.host(host).container('lab')).files
  const exec = (command: string) => (on === 'host' ? cluster.execOnHost(command) : cluster.exec(command))

  it('are put, found again by their hash, and saved', async () => {
    await writeFile(join(suite, 'large'), Buffer.alloc(1_100_000, 'x'))
    await writeFile(join(suite, 'empty'), '')
    const first = await cluster.putDirectory('/opt/suite', suite, { on })
    expect([...first.values()]).toEqual(Array(2).fill({ files: 3, unchanged: 0, bytes: 1_100_019 }))
    const second = await cluster.putDirectory('/opt/suite', suite, { on })
    expect([...second.values()]).toEqual(Array(2).fill({ files: 0, unchanged: 3, bytes: 0 }))
    expect(files('h1').list('/opt/suite')).toEqual((await readdir(suite)).sort())

    const ran = await exec('/opt/suite/start; stat -c "%a %n" /opt/suite/bin/*; readlink /opt/suite/start')
    expect(ran.get('h1').stdout).toBe('ran\n755 /opt/suite/bin/run\nbin/run\n')
    expect(files('h1').get('/opt/suite/bin')?.mode).toBe((await lstat(join(suite, 'bin'))).mode & 0o777)

    const saved = await cluster.saveFile('/opt/suite/large', join(folder, 'saved'), { on, hosts: ['h2'] })
    expect(await readFile(saved.get('h2') ?? '', 'utf8')).toBe('x'.repeat(1_100_000))
  })

  it('keep their modes and names, and what else is there stays', async () => {
    files('h1').write('/opt/suite/bin/results', 'of days', 0o600)
    const names = ["it's $HOME \\ *", '-n', ' two\nlines', 'ü', '#', '.hidden', '~']
    for (const name of names) await writeFile(join(suite, 'bin', name), name, { mode: 0o640 })
    await cluster.putDirectory('/opt/suite', suite, { on })
    expect(files('h1').list('/opt/suite/bin')).toEqual([...names, 'results', 'run'].sort())
    for (const name of names)
      expect([files('h1').text(`/opt/suite/bin/${name}`), files('h1').get(`/opt/suite/bin/${name}`)?.mode]).toEqual([
        name,
        0o640,
      ])
    expect(files('h1').get('/opt/suite/bin/results')?.mode).toBe(0o600)
  })

  it('are gone on with where a connection died', async () => {
    await writeFile(join(suite, 'large'), Buffer.alloc(1_100_000, 'x'))
    const file = join(suite, 'large')
    memory.fail('h2', call, () => undefined, { dies: 400_000 })
    const error = await cluster.putFile('/root/large', { file }, { on }).catch((caught: HostsError) => caught)
    expect(error).toMatchObject({
      failures: new Map([['h2', expect.objectContaining({ code: 'BERTH_CONNECTION_LOST' })]]),
    })
    expect([files('h1').get('/root/large'), files('h2').get('/root/large')]).toEqual([expect.anything(), null])

    const again = await cluster.putFile('/root/large', { file }, { on })
    expect([...again.values()]).toEqual([
      { files: 0, unchanged: 1, bytes: 0 },
      { files: 1, unchanged: 0, bytes: 700_000 },
    ])
    expect(files('h2').text('/root/large')).toBe('x'.repeat(1_100_000))
    expect(files('h2').list('/root')).toEqual(['large'])
  })

  it('stay as they were where something of another kind is in the way', async () => {
    files('h2').write('/opt/suite/bin', 'a file')
    const error = await cluster.putDirectory('/opt/suite', suite, { on }).catch((caught: HostsError) => caught)
    expect(error).toMatchObject({ failures: new Map([['h2', expect.objectContaining({ code: 'BERTH_FILE_FAILED' })]]) })
    expect([files('h2').list('/opt/suite'), files('h2').text('/opt/suite/bin')]).toEqual([['bin'], 'a file'])
  })
})

it('puts what goes to a mounted folder on the host, links included', async () => {
  memory.host('h1').files.makeFolders('/data/suites')
  memory.host('h2').files.makeFolders('/data/suites')
  const args = { defaults: 'none', volumes: ['/data/suites:/mnt'] }
  const mounted = berthInMemory(memory, { name: 'mounted', runtime: { name: 'memory', args } })
  await mounted.up()
  await mounted.putDirectory('/mnt/suite', suite)
  const { files } = memory.host('h2')
  expect([files.list('/data/suites'), files.list('/data/suites/suite')]).toEqual([['suite'], ['bin', 'start']])
  expect(files.text('/data/suites/suite/start')).toBe('#!/bin/sh\necho ran\n')
  expect((await mounted.exec('/mnt/suite/start')).get('h2').stdout).toBe('ran\n')
  await mounted.close()
})
