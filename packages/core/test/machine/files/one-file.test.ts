import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { holdsMode, modeOf } from '../../../../repository/test/security/writes/holds-mode.js'
import { readFile } from '../../../src/command/files/read-file.js'
import { writeFile } from '../../../src/command/files/write-file.js'
import { programs } from '../../../src/command/programs.generated.js'
import type { ContainerShell } from '../../../src/contract/index.js'
import { saveFile } from '../../../src/files/save-file.js'
import { eventually } from '../../command/processes.js'
import { everyShell } from '../program/every-shell.js'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth file-'))
  file = join(folder, 'it is\n$HOME')
})
afterEach(() => rmSync(folder, { recursive: true }))

const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, index) => index % 256))

everyShell(programs, ['command/put', 'files/save'], ({ container, name }) => {
  it('a file is written whole with its mode, over an older one, and read', async () => {
    writeFileSync(file, 'old', { mode: 0o666 })
    await writeFile(container, file, bytes, { mode: 0o640 })
    expect([readFileSync(file).equals(bytes), statSync(file).mode & 0o777]).toEqual([true, 0o640])
    expect(Buffer.from(await readFile(container, file, {})).equals(bytes)).toBe(true)
    await writeFile(container, file, '', {})
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['', 0o600])
  })

  it('a file is saved open to nobody to whom it is closed there, nor by the umask', async () => {
    const umask = Number.parseInt(execFileSync('sh', ['-c', 'umask'], { encoding: 'utf8' }), 8)
    for (const there of [0o600, 0o640, 0o755, 0o444, 0o666]) {
      rmSync(file, { force: true })
      writeFileSync(file, 'text')
      chmodSync(file, there)
      const here = join(folder, `saved-${there}`, 'file')
      await saveFile(container, file, here, {})
      expect(readFileSync(here, 'utf8')).toBe('text')
      holdsMode('saved-file', modeOf(here), (there | 0o600) & ~umask)
      holdsMode('saved-folder', modeOf(join(here, '..')), 0o777 & ~umask)
    }
  })

  it('a file is as it was where less arrives than was sent, or a folder is in its place', async () => {
    writeFileSync(file, 'old')
    const cut: ContainerShell = {
      host: 'here',
      exec: (command, options) => container.exec(command, { ...options, stdin: bytes.subarray(0, 5) }),
    }
    await expect(writeFile(cut, file, bytes, {})).rejects.toMatchObject({
      reason: `only 5 of ${bytes.length} bytes arrived`,
    })
    expect([readFileSync(file, 'utf8'), readdirSync(folder).length]).toEqual(['old', 1])
    await expect(writeFile(container, folder, bytes, {})).rejects.toMatchObject({
      reason: `${folder} is a directory`,
    })
  })

  // busybox makes temporary files by itself, whatever the PATH says.
  it.skipIf(name === 'busybox')('no part is left of a write that is stopped while its part is made', async () => {
    const tools = mkdtempSync(join(tmpdir(), 'berth-tools-'))
    // Says the name of the file a while after the file is there.
    writeFileSync(join(tools, 'mktemp'), '#!/bin/sh\nname=$(/usr/bin/mktemp "$@") && sleep 0.5 && echo "$name"\n')
    chmodSync(join(tools, 'mktemp'), 0o755)
    const slow: ContainerShell = {
      host: 'here',
      exec: (command, options) =>
        container.exec(command, { ...options, env: { PATH: `${tools}:${process.env.PATH}` } }),
    }
    const controller = new AbortController()
    const writing = writeFile(slow, file, bytes, { signal: controller.signal })
    writing.catch(() => undefined)
    await eventually(
      () => readdirSync(folder).length,
      (count) => count === 1,
    )
    controller.abort()
    await expect(writing).rejects.toMatchObject({ code: 'BERTH_ABORTED' })
    expect(readdirSync(folder)).toEqual([])
    rmSync(tools, { recursive: true })
  })

  it('a file without an end is refused at once', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')])
    for (const endless of ['/dev/zero', join(folder, 'pipe')]) {
      await expect(readFile(container, endless, {})).rejects.toMatchObject({ code: 'BERTH_FILE_FAILED' })
      await expect(saveFile(container, endless, join(folder, 'saved'), {})).rejects.toMatchObject({
        reason: `${endless} is no file that has an end`,
      })
    }
  })

  // busybox counts by itself, whatever the PATH says.
  it.skipIf(name === 'busybox')('a file that is replaced while it is read is the old one, whole', async () => {
    const tools = mkdtempSync(join(tmpdir(), 'berth-tools-'))
    writeFileSync(join(tools, 'wc'), '#!/bin/sh\nmv -f "$replaced.new" "$replaced"; exec /usr/bin/wc "$@"\n', {
      mode: 0o755,
    })
    const replacing: ContainerShell = {
      host: 'here',
      exec: (command, options) =>
        container.exec(command, { ...options, env: { PATH: `${tools}:${process.env.PATH}`, replaced: file } }),
    }
    writeFileSync(file, bytes)
    writeFileSync(`${file}.new`, 'new')
    expect((await readFile(replacing, file, {})).equals(bytes)).toBe(true)
    expect(readFileSync(file, 'utf8')).toBe('new')
    rmSync(tools, { recursive: true })
  })

  it('a file whose size says nothing, as in /proc, is read whole', async () => {
    expect(`${await readFile(container, '/proc/version', {})}`).toBe(readFileSync('/proc/version', 'utf8'))
  })

  it('a file that is larger than is wanted is refused', async () => {
    writeFileSync(file, bytes)
    await expect(readFile(container, file, { maxSize: 69_999 })).rejects.toMatchObject({
      reason: 'it has 70000 bytes, and at most 69999 are read into memory',
    })
  })

  it('a file is saved whole by its hash, or not at all', async () => {
    writeFileSync(file, bytes)
    const saved = join(folder, 'saved', 'file')
    await saveFile(container, file, saved, {})
    expect(readFileSync(saved).equals(bytes)).toBe(true)
    writeFileSync(file, '')
    await saveFile(container, file, saved, {})
    expect(readFileSync(saved, 'utf8')).toBe('')
    mkdirSync(join(folder, 'sub'))
    await expect(saveFile(container, join(folder, 'sub'), saved, {})).rejects.toMatchObject({
      reason: `${join(folder, 'sub')} is a directory`,
    })
    await expect(saveFile(container, join(folder, 'none'), saved, {})).rejects.toMatchObject({
      code: 'BERTH_FILE_FAILED',
    })
    expect(readdirSync(join(folder, 'saved'))).toEqual(['file'])
  })
})
