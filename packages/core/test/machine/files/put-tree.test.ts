import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { programs } from '../../../src/command/programs.generated.js'
import type { ContainerShell } from '../../../src/contract/index.js'
import { readLocalFile, readLocalFolder } from '../../../src/files/local-tree.js'
import { putTree } from '../../../src/files/put-tree.js'
import { everyShell } from '../program/every-shell.js'

let folder: string
let source: string
let target: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-put-'))
  source = join(folder, 'source')
  target = join(folder, 'a target')
  mkdirSync(join(source, 'bin'), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

const content = (path: string): string => readFileSync(join(target, path), 'utf8')
const mode = (path: string): number => lstatSync(join(target, path)).mode & 0o777
const large = Buffer.alloc(1_100_000, 'x')

everyShell(programs, ['files/look', 'files/append', 'files/finish', 'files/discard'], ({ name, container }) => {
  const put = async (shell: ContainerShell = container, modeIfMissing: number | null = 0o750) => {
    const { tree } = await readLocalFolder(source)
    return putTree(shell, { tree, path: target, folder: target, modeIfMissing }, {})
  }

  it('a tree is put with names, modes and links, is found again by its hash, and what else is there stays', async () => {
    const names = ["it's $HOME \\ *", '-n', ' two\nlines', 'ü', '#', '.hidden', '~']
    for (const name of names) writeFileSync(join(source, 'bin', name), name, { mode: 0o640 })
    writeFileSync(join(source, 'large'), large, { mode: 0o600 })
    writeFileSync(join(source, 'empty'), '')
    symlinkSync('bin/#', join(source, 'link'))
    chmodSync(join(source, 'bin'), 0o711)
    mkdirSync(join(target, 'bin'), { recursive: true })
    writeFileSync(join(target, 'bin', 'results'), 'of days', { mode: 0o604 })

    expect(await put()).toMatchObject({ files: names.length + 2, unchanged: 0 })
    expect(readdirSync(join(target, 'bin')).sort()).toEqual([...names, 'results'].sort())
    for (const name of names) expect([content(`bin/${name}`), mode(`bin/${name}`)]).toEqual([name, 0o640])
    expect([content('bin/results'), mode('bin/results'), mode('large')]).toEqual(['of days', 0o604, 0o600])
    expect([content('large'), content('empty'), readlinkSync(join(target, 'link'))]).toEqual([`${large}`, '', 'bin/#'])
    expect(readdirSync(target).sort()).toEqual(['bin', 'empty', 'large', 'link'])

    chmodSync(join(source, 'large'), 0o644)
    // A list cannot tell of names with a line break or a backslash.
    const odd = names.filter((name) => /[\n\\]/.test(name))
    const bytes = odd.join('').length
    expect(await put()).toEqual({ files: odd.length, unchanged: names.length + 2 - odd.length, bytes })
    expect(mode('large')).toBe(0o644)
  })

  it('a folder that is missing is made with its mode, or is an error', async () => {
    writeFileSync(join(source, 'file'), 'text')
    await expect(put(container, null)).rejects.toMatchObject({
      code: 'BERTH_FILE_FAILED',
      reason: `there is no folder ${target}`,
    })
    await put()
    expect(lstatSync(target).mode & 0o777).toBe(0o750)
  })

  it.each(['a file', 'a link to nothing'])('%s in the folder’s place stays, and is told', async (what) => {
    if (what === 'a file') writeFileSync(target, 'precious')
    else symlinkSync('nothing', target)
    await expect(put()).rejects.toMatchObject({
      reason: `${target} is there and is no folder`,
      remedy: expect.stringContaining('what is there stays'),
    })
    expect(lstatSync(target).isDirectory()).toBe(false)
  })

  it('what arrived of a large file before its connection was lost is not sent again', async () => {
    const file = join(source, 'large')
    writeFileSync(file, large)
    mkdirSync(target)
    const tree = await readLocalFile(file, 'large')
    const cut: ContainerShell = {
      host: 'here',
      exec: async (command, { stdin, ...options } = {}) => {
        if (!command.includes('berth-put-append'))
          return container.exec(command, { ...options, ...(stdin && { stdin }) })
        const result = await container.exec(command, { ...options, stdin: large.subarray(0, 400_000) })
        return { ...result, exitCode: null, endedBy: 'lost' }
      },
    }
    const request = { tree, path: file, folder: target, modeIfMissing: null }
    await expect(putTree(cut, request, {})).rejects.toMatchObject({ code: 'BERTH_CONNECTION_LOST' })
    expect(existsSync(join(target, 'large'))).toBe(false)
    expect(await putTree(container, request, {})).toEqual({ files: 1, unchanged: 0, bytes: 700_000 })
    expect([content('large') === `${large}`, readdirSync(target)]).toEqual([true, ['large']])
  })

  it('nothing is in its place, and nothing is left, where what arrived is not what was sent', async () => {
    writeFileSync(join(source, 'file'), 'what was hashed')
    mkdirSync(target)
    const { tree } = await readLocalFolder(source)
    writeFileSync(join(source, 'file'), 'what was, later')
    const putting = putTree(container, { tree, path: target, folder: target, modeIfMissing: null }, {})
    await expect(putting).rejects.toMatchObject({ code: 'BERTH_FILE_FAILED' })
    expect(readdirSync(target)).toEqual([])
  })

  const withTools = (tools: Readonly<Record<string, string>>): ContainerShell => {
    const bin = mkdtempSync(join(folder, 'tools-'))
    for (const [tool, text] of Object.entries(tools)) {
      writeFileSync(join(bin, tool), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
    }
    const env = { PATH: `${bin}:${process.env.PATH}` }
    return { host: 'here', exec: (command, options) => container.exec(command, { ...options, env }) }
  }

  // busybox moves and hashes by itself, whatever the PATH says.
  describe.skipIf(name === 'busybox')('where a move fails', () => {
    const losing = { mv: '[ "$1" = -f ] && shift\nrm -f "$1"\nexit 1' }
    const files = ['file', join('bin', 'file'), 'x'.repeat(120)]

    it.each(files)('a file that is gone before it is in its place, %s, is not told to be there', async (file) => {
      writeFileSync(join(source, file), 'text')
      await expect(put(withTools(losing))).rejects.toMatchObject({ code: 'BERTH_FILE_FAILED' })
      expect(existsSync(join(target, file))).toBe(false)
    })

    it.each(files)('an old file in the place of one that is gone, %s, is not taken for it', async (file) => {
      writeFileSync(join(source, file), 'new')
      mkdirSync(join(target, 'bin'), { recursive: true })
      writeFileSync(join(target, file), 'old')
      await expect(put(withTools(losing))).rejects.toMatchObject({ code: 'BERTH_FILE_FAILED' })
      expect(content(file)).toBe('old')
    })

    it.each(files)('a file of which nothing can be read, %s, is not told to be there', async (file) => {
      writeFileSync(join(source, file), 'new')
      mkdirSync(join(target, 'bin'), { recursive: true })
      writeFileSync(join(target, file), 'old')
      const blind = { mv: 'exit 1', sha256sum: '[ $# -gt 0 ] || exit 1\nexec /usr/bin/sha256sum "$@"' }
      await expect(put(withTools(blind))).rejects.toMatchObject({ code: 'BERTH_FILE_FAILED' })
    })

    it.each(files.filter((file) => !file.includes('/')))(
      'a file that is in its place by then, %s, is as good',
      async (file) => {
        writeFileSync(join(source, file), 'new')
        expect(await put(withTools({ mv: '/bin/mv "$@"\nexit 1' }))).toMatchObject({ files: 1 })
        expect(content(file)).toBe('new')
      },
    )
  })

  it.skipIf(name === 'busybox').each([
    ['is not believed where it says that something else arrived', 'echo "0000 *$4"', true],
    ['is asked alone where it says that all is as it was sent', 'exec /usr/bin/openssl "$@"', false],
  ])('openssl, by which much is hashed, %s', async (_title, openssl, bySha256sum) => {
    writeFileSync(join(source, 'much'), Buffer.alloc(5_000_000, 'y'))
    const asked = join(folder, 'asked')
    const tools = { openssl, sha256sum: `[ "$1" != -c ] || echo asked >${asked}\nexec /usr/bin/sha256sum "$@"` }
    expect(await put(withTools(tools))).toMatchObject({ files: 1 })
    expect([content('much').length, existsSync(asked)]).toEqual([5_000_000, bySha256sum])
  })

  it('names and targets of links that are no UTF-8 arrive byte for byte, and are found again', async () => {
    const bytes = (text: string): Buffer => Buffer.from(text, 'latin1')
    const inFolder = (path: string, name: Buffer): Buffer => Buffer.concat([Buffer.from(`${path}/`), name])
    const folder = bytes('f\xfc\xe2\x82')
    const [name, link, at] = [bytes("n\xe4' \xffme"), bytes('l\xefnk'), bytes('../t\xe4rget \xc3')]
    mkdirSync(inFolder(source, folder))
    writeFileSync(inFolder(`${source}/bin`, name), 'text', { mode: 0o640 })
    writeFileSync(Buffer.concat([inFolder(source, folder), bytes('/\xdf')]), large)
    symlinkSync(at, inFolder(`${source}/bin`, link))

    expect(await put()).toMatchObject({ files: 2, unchanged: 0 })
    const listed = readdirSync(join(target, 'bin'), { encoding: 'buffer' })
    expect(listed.sort(Buffer.compare)).toEqual([link, name].sort(Buffer.compare))
    expect(readFileSync(inFolder(`${target}/bin`, name), 'utf8')).toBe('text')
    expect(readlinkSync(inFolder(`${target}/bin`, link), { encoding: 'buffer' })).toEqual(at)
    expect(readFileSync(Buffer.concat([inFolder(target, folder), bytes('/\xdf')])).equals(large)).toBe(true)
    expect(await put()).toEqual({ files: 0, unchanged: 2, bytes: 0 })
  })

  it('nothing changes where what is to be done was not told to its end, wherever it was cut', async () => {
    // A name that is sent by itself: half of the line that puts it in its place would put it somewhere else.
    const long = 'x'.repeat(120)
    writeFileSync(join(source, long), 'new')
    writeFileSync(join(source, 'bin', 'small'), 'new')
    symlinkSync('bin', join(source, 'link'))
    mkdirSync(target)
    writeFileSync(join(target, long), 'old')
    let length = 0
    const cutAt = (bytes: number): ContainerShell => ({
      host: 'here',
      exec: (command, { stdin, ...options } = {}) => {
        if (!(stdin instanceof Uint8Array) || !command.includes('berth-put-finish'))
          return container.exec(command, { ...options, ...(stdin && { stdin }) })
        length = stdin.length
        return container.exec(command, { ...options, stdin: stdin.subarray(0, bytes) })
      },
    })
    // The last byte is a line break, which says nothing.
    for (let bytes = 0; bytes === 0 || bytes < length - 1; bytes += 37) {
      const putting = put(cutAt(bytes))
      await expect(putting).rejects.toMatchObject({ reason: 'what is to be done was not told to its end' })
      expect([bytes, readdirSync(target), content(long)]).toEqual([bytes, [long], 'old'])
    }
  })

  describe.skipIf(process.getuid?.() !== 0)('with another file system below, which is full', () => {
    const mounted: string[] = []
    afterEach(() => {
      for (const folder of mounted.splice(0)) execFileSync('umount', [folder])
    })
    const mount = (path: string): string => {
      mkdirSync(path, { recursive: true })
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', path])
      mounted.push(path)
      return path
    }

    it.each([
      ['a place', 'sub', 30_000],
      ['a place for a large file', 'sub', 1_100_000],
      ['a place that a link leads to', 'link', 30_000],
    ])('%s has its old file or the new one, and nothing beside it', async (_, folder, size) => {
      const there = folder === 'link' ? mount(`${target}-elsewhere`) : mount(join(target, folder))
      mkdirSync(target, { recursive: true })
      if (folder === 'link') symlinkSync(there, join(target, folder))
      mkdirSync(join(source, folder, 'deep'), { recursive: true })
      writeFileSync(join(there, 'file'), Buffer.alloc(50_000, 'o'))
      writeFileSync(join(source, folder, 'file'), Buffer.alloc(size, 'n'))
      await expect(put()).rejects.toMatchObject({ code: 'BERTH_FILE_FAILED' })
      expect(readFileSync(join(there, 'file')).equals(Buffer.alloc(50_000, 'o'))).toBe(true)
      expect(readdirSync(there).filter((name) => name !== 'deep')).toEqual(['file'])

      writeFileSync(join(source, folder, 'file'), 'new')
      writeFileSync(join(source, folder, 'deep', '.hidden'), 'new')
      writeFileSync(join(there, 'file'), 'old')
      await put()
      expect([content(`${folder}/file`), content(`${folder}/deep/.hidden`)]).toEqual(['new', 'new'])
      expect(readdirSync(there).sort()).toEqual(['deep', 'file'])
      expect(readdirSync(join(there, 'deep'))).toEqual(['.hidden'])
    })
  })

  it('an answer about what is there that is longer than it can be is kept no further', async () => {
    writeFileSync(join(source, 'file'), 'text')
    const endless: ContainerShell = {
      host: 'here',
      exec: (command, options) =>
        container.exec(command.includes('berth-put-look') ? ['head', '-c', '50000000', '/dev/zero'] : command, options),
    }
    await expect(put(endless)).rejects.toMatchObject({
      code: 'BERTH_FILE_FAILED',
      reason: 'more was told of what is there than can be told',
    })
  })

  it('nothing changes where a folder is in the place of a file', async () => {
    writeFileSync(join(source, 'file'), 'text')
    mkdirSync(join(target, 'file'), { recursive: true })
    await expect(put()).rejects.toMatchObject({ code: 'BERTH_FILE_FAILED' })
    expect([readdirSync(target), readdirSync(join(target, 'file'))]).toEqual([['file'], []])
  })
})
