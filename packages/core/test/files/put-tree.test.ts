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
import { afterEach, beforeEach, expect, it } from 'vitest'
import { programs } from '../../src/command/programs.generated.js'
import type { ContainerShell } from '../../src/contract/index.js'
import { readLocalFile, readLocalFolder } from '../../src/files/local-tree.js'
import { putTree } from '../../src/files/put-tree.js'
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

everyShell(programs, ['files/look', 'files/append', 'files/finish', 'files/discard'], ({ container }) => {
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

  it('nothing changes where a folder is in the place of a file', async () => {
    writeFileSync(join(source, 'file'), 'text')
    mkdirSync(join(target, 'file'), { recursive: true })
    await expect(put()).rejects.toMatchObject({ code: 'BERTH_FILE_FAILED' })
    expect([readdirSync(target), readdirSync(join(target, 'file'))]).toEqual([['file'], []])
  })
})
