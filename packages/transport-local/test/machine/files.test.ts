import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync, readlinkSync } from 'node:fs'
import {
  chmod,
  chown,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { Cluster, HostsError, resolveConfig, type TransferProgress } from '@berth/core'
import { localTransport } from '@berth/transport-local'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const host = 'localhost'
let folder: string
let source: string
let target: string
let cluster: Cluster

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-files-'))
  source = join(folder, 'source')
  target = join(folder, 'far', 'target')
  await mkdir(source)
  const config = resolveConfig({ orchestrator: 'baremetal', node_dict: { [host]: {} } })
  cluster = new Cluster({ config, transport: localTransport(), runtimes: {} })
})
afterEach(async () => {
  await cluster.close()
  await rm(folder, { recursive: true, force: true })
})

/** Every path in a folder, with its permission bits and what it is. */
async function tree(path: string): Promise<Record<string, string>> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const described = entries.map(async (entry) => {
    const at = join(entry.parentPath, entry.name)
    if (entry.isSymbolicLink()) return [at.slice(path.length), `→ ${await readlink(at)}`]
    const mode = ((await stat(at)).mode & 0o7777).toString(8)
    return [at.slice(path.length), entry.isFile() ? `${mode} ${(await readFile(at)).toString('base64')}` : `${mode}/`]
  })
  return Object.fromEntries(await Promise.all(described))
}

async function put(options: Parameters<Cluster['putDirectory']>[2] = {}) {
  return (await cluster.putDirectory(target, source, options)).get(host)
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.then(
    () => undefined,
    (caught: unknown) => caught,
  )
  return error instanceof HostsError ? error.failures.get(host) : error
}

const awkward = ["it's $HOME \\ *", '-n', ' two\nlines', 'Icon\r', 'ü', '#', '.hidden', '~']

describe('a folder that is put', () => {
  beforeEach(async () => {
    await mkdir(join(source, 'deep', 'er'), { recursive: true })
    await mkdir(join(source, '-empty'))
    for (const name of awkward) await writeFile(join(source, 'deep', name), name)
    await writeFile(join(source, 'deep', 'er', 'large'), randomBytes(3_000_001), { mode: 0o750 })
    await writeFile(join(source, 'nothing'), '', { mode: 0o640 })
    await symlink('../nothing', join(source, 'deep', 'link'))
    await symlink('deep/er', join(source, 'to a folder'))
    await symlink('-f', join(source, 'to an option'))
    await chmod(join(source, 'deep', 'er'), 0o550)
  })
  afterEach(() => chmod(join(source, 'deep', 'er'), 0o750))

  it('is there byte for byte, with its modes and links, and nothing else', async () => {
    await cluster.putDirectory(target, `${relative(process.cwd(), source)}/.`)
    expect(await tree(target)).toEqual(await tree(source))
  })

  it('is not sent again where it is the same; only what is another is', async () => {
    expect(await put()).toMatchObject({ files: awkward.length + 2, unchanged: 0 })
    // Three have names that no line of an answer can hold for certain.
    expect(await put()).toEqual({ files: 3, unchanged: awkward.length - 1, bytes: 29 })
    await writeFile(join(source, 'deep', 'ü'), 'u')
    await chmod(join(source, 'nothing'), 0o604)
    expect(await put()).toEqual({ files: 4, unchanged: awkward.length - 2, bytes: 30 })
    expect(await tree(target)).toEqual(await tree(source))
  })

  it('leaves alone what else is there', async () => {
    await mkdir(join(target, 'deep'), { recursive: true, mode: 0o711 })
    await writeFile(join(target, 'deep', 'results'), 'of days')
    await put()
    const there = await tree(target)
    expect(there['/deep/results']).toMatch(Buffer.from('of days').toString('base64'))
    expect(there['/deep']).toBe('711/')
  })

  it('takes the place of a link, and leaves alone what that points to', async () => {
    const elsewhere = join(folder, 'elsewhere')
    await writeFile(elsewhere, 'ü', { mode: 0o604 })
    await mkdir(join(target, 'deep'), { recursive: true })
    await symlink(elsewhere, join(target, 'deep', 'ü'))
    await put()
    expect((await lstat(join(target, 'deep', 'ü'))).isFile()).toBe(true)
    expect((await stat(elsewhere)).mode & 0o777).toBe(0o604)
  })

  it('changes nothing where something of another kind is in its way, and names all of it', async () => {
    await mkdir(join(target, 'nothing'), { recursive: true })
    await writeFile(join(target, 'deep'), 'a file')
    const before = await tree(target)
    expect(await failure(put())).toMatchObject({
      code: 'BERTH_FILE_FAILED',
      host,
      message: expect.stringMatching(/nothing is a folder there; deep is no folder there/),
    })
    expect(await tree(target)).toEqual(before)
  })

  it('tells how far it is, up to all of it', async () => {
    const seen: TransferProgress[] = []
    await put({ onProgress: (progress) => seen.push(progress) })
    const total = 3_000_001 + awkward.reduce((sum, name) => sum + Buffer.byteLength(name), 0)
    expect(seen[0]).toEqual({ host, done: 0, total })
    expect(seen.at(-1)).toEqual({ host, done: total, total })
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).sort((one, other) => one - other))
    seen.length = 0
    await put({ onProgress: (progress) => seen.push(progress) })
    expect(seen.at(-1)).toEqual({ host, done: total, total })
  })

  it('leaves nothing of itself when it is aborted, and the old as it was', async () => {
    await mkdir(target, { recursive: true })
    await writeFile(join(target, 'nothing'), 'old')
    const controller = new AbortController()
    const running = put({ signal: controller.signal, onProgress: ({ done }) => void (done > 0 && controller.abort()) })
    expect(await failure(running)).toMatchObject({ code: 'BERTH_ABORTED' })
    expect(await readdir(target)).toEqual(['nothing'])
    expect(await readFile(join(target, 'nothing'), 'utf8')).toBe('old')
  })

  it('cannot hold a pipe', async () => {
    await once(spawn('mkfifo', [join(source, 'pipe')]), 'close')
    expect(await failure(put())).toMatchObject({ code: 'BERTH_FILE_FAILED', message: expect.stringMatching(/pipe/) })
    await expect(stat(target)).rejects.toThrow('ENOENT')
  })
})

describe('many small files', () => {
  it('arrive in few bundles, each as it is', async () => {
    const names = Array.from({ length: 230 }, (_, index) => `file ${index}`)
    for (const [index, name] of names.entries()) await writeFile(join(source, name), randomBytes(index * 373))
    await put()
    expect(await tree(target)).toEqual(await tree(source))
    expect(await put()).toEqual({ files: 0, unchanged: 230, bytes: 0 })
  })
})

describe('a transfer that was interrupted', () => {
  const content = randomBytes(5_000_000)
  const part = `${createHash('sha256').update(content).digest('hex')}.0`

  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  const here = `${hostname()}@${boot}@${readlinkSync('/proc/self/ns/pid')}`

  /** What is left of a transfer whose program has ended, or still waits for more. */
  async function leave(process: string, bytes: number, machine = here): Promise<string> {
    const left = join(folder, '.berth-put-earlier')
    await mkdir(left)
    await writeFile(join(left, part), content.subarray(0, bytes))
    await writeFile(join(left, 'writer'), `${machine} ${process} ${part} ${content.length}\n`)
    return left
  }

  async function putFile() {
    await writeFile(join(source, 'large'), content)
    return (await cluster.putFile(join(folder, 'there'), { file: join(source, 'large') })).get(host)
  }

  it('goes on where it was, and leaves nothing behind', async () => {
    await leave('1 12', 4_000_000)
    expect(await putFile()).toEqual({ files: 1, unchanged: 0, bytes: 1_000_000 })
    expect(content.equals(await readFile(join(folder, 'there')))).toBe(true)
    expect((await readdir(folder)).sort()).toEqual(['source', 'there'])
  })

  it('leaves nothing behind where the file is there meanwhile', async () => {
    await leave('1 12', 4_000_000)
    await writeFile(join(folder, 'there'), content)
    expect(await putFile()).toEqual({ files: 0, unchanged: 1, bytes: 0 })
    expect((await readdir(folder)).sort()).toEqual(['source', 'there'])
  })

  it('leaves alone what another one is still writing, and goes on with a copy', async () => {
    const sleeper = spawn('sleep', ['60'])
    try {
      const born = (await readFile(`/proc/${sleeper.pid}/stat`, 'utf8')).split(') ')[1]?.split(' ')[19]
      const left = await leave(`${sleeper.pid} ${born}`, 4_000_000)
      expect(await putFile()).toEqual({ files: 1, unchanged: 0, bytes: 1_000_000 })
      expect((await stat(join(left, part))).size).toBe(4_000_000)
    } finally {
      sleeper.kill()
    }
  })

  it('leaves alone what may be of another machine of its name, or of an earlier boot, for a day', async () => {
    const left = await leave('1 12', 4_000_000, `${hostname()}@another-boot@pid:[1]`)
    expect(await putFile()).toEqual({ files: 1, unchanged: 0, bytes: 1_000_000 })
    expect((await stat(join(left, part))).size).toBe(4_000_000)
    await rm(join(folder, 'there'))
    const twoDaysAgo = new Date(Date.now() - 2 * 24 * 60 * 60 * 1000)
    for (const path of [join(left, part), join(left, 'writer'), left]) await utimes(path, twoDaysAgo, twoDaysAgo)
    expect(await putFile()).toEqual({ files: 1, unchanged: 0, bytes: 1_000_000 })
    expect((await readdir(folder)).sort()).toEqual(['source', 'there'])
  })

  it('takes nothing from a folder that only looks like one of its own', async () => {
    const left = await leave('1 12', 4_000_000)
    const elsewhere = join(folder, 'elsewhere')
    await rename(left, elsewhere)
    await symlink(elsewhere, left)
    const named = join(folder, '.berth-put-of mine')
    await cp(elsewhere, named, { recursive: true })
    expect(await putFile()).toEqual({ files: 1, unchanged: 0, bytes: 5_000_000 })
    for (const kept of [elsewhere, named]) expect((await stat(join(kept, part))).size).toBe(4_000_000)
  })

  it.runIf(process.getuid?.() === 0)('takes nothing that another user left', async () => {
    const left = await leave('1 12', 4_000_000)
    await chown(left, 1, 1)
    expect(await putFile()).toEqual({ files: 1, unchanged: 0, bytes: 5_000_000 })
    expect((await stat(join(left, part))).size).toBe(4_000_000)
  })

  it('is refused, and begun anew the next time, if what is left is not what was sent', async () => {
    const left = await leave('1 12', 4_000_000)
    await writeFile(join(left, part), randomBytes(4_000_000))
    expect(await failure(putFile())).toMatchObject({ message: expect.stringMatching(/not what was sent/) })
    expect((await readdir(folder)).sort()).toEqual(['source'])
    expect(await putFile()).toEqual({ files: 1, unchanged: 0, bytes: 5_000_000 })
  })
})

describe('a file that is put', () => {
  it('keeps its mode, or has the one that was asked for', async () => {
    const file = join(source, 'tool')
    await writeFile(file, 'x')
    await chmod(file, 0o4755)
    await cluster.putFile(join(folder, 'one'), { file })
    await cluster.putFile(join(folder, 'other'), { file }, { mode: 0o600 })
    const modes = await Promise.all(
      ['one', 'other'].map(async (name) => (await stat(join(folder, name))).mode & 0o7777),
    )
    expect(modes).toEqual([0o755, 0o600])
  })

  it('is refused where there is no folder for it, or a folder of its name', async () => {
    const file = join(source, 'tool')
    await writeFile(file, 'x')
    expect(await failure(cluster.putFile(join(folder, 'no', 'such'), { file }))).toMatchObject({
      code: 'BERTH_FILE_FAILED',
      message: expect.stringMatching(/there is no folder/),
      remedy: expect.stringMatching(/^Make the folder first/),
    })
    expect(await failure(cluster.putFile(source, { file }))).toMatchObject({ message: expect.stringMatching(/folder/) })
    await expect(cluster.putFile('/tmp/x', { file: source })).rejects.toMatchObject({ code: 'BERTH_FILE_FAILED' })
    await expect(cluster.putFile('/tmp/x', { file: join(source, 'no') })).rejects.toThrow(/ENOENT/)
  })
})

describe('a file that is saved', () => {
  it('is there byte for byte, in a folder of its host', async () => {
    const content = randomBytes(3_000_001)
    await writeFile(join(source, '-x'), content)
    const progress: TransferProgress[] = []
    const saved = await cluster.saveFile(join(source, '-x'), join(folder, 'results'), {
      onProgress: (step) => progress.push(step),
    })
    expect(saved).toEqual(new Map([[host, join(folder, 'results', host, '-x')]]))
    expect(content.equals(await readFile(saved.get(host) ?? ''))).toBe(true)
    expect(progress.at(-1)).toEqual({ host, done: content.length, total: content.length })
  })

  it('leaves the old one, and nothing of itself, when it cannot be read or is aborted', async () => {
    const results = join(folder, 'results')
    await writeFile(join(source, 'x'), 'old')
    await cluster.saveFile(join(source, 'x'), results)
    await truncate(join(source, 'x'), 50_000_000)
    const controller = new AbortController()
    const running = cluster.saveFile(join(source, 'x'), results, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    })
    expect(await failure(running)).toMatchObject({ code: 'BERTH_ABORTED', host })
    expect(await failure(cluster.saveFile(join(source, 'y'), results))).toMatchObject({ code: 'BERTH_FILE_FAILED' })
    expect(await failure(cluster.saveFile(source, results))).toMatchObject({
      message: expect.stringMatching(/directory/),
    })
    expect(await readdir(join(results, host))).toEqual(['x'])
    expect(await readFile(join(results, host, 'x'), 'utf8')).toBe('old')
  })
})
