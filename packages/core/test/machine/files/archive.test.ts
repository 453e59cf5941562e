import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { longestArchiveName } from '../../../src/command/files/archive-header.js'
import { archive, archiveSize } from '../../../src/files/archive.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-archive-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const sizes = [0, 1, 511, 512, 513, 100_000]
const names = ['empty', "it's", '-n', 'ü', '*', 'l'.repeat(longestArchiveName)]

it("is unpacked by this machine's tar, with this moment's time", async () => {
  const files = sizes.map((size, index) => ({
    name: names[index] ?? '',
    file: { path: '', source: '', mode: 0o644, hash: '', size },
  }))
  let reported = 0
  const pieces: Uint8Array[] = []
  const content = async ({ size }: { readonly size: number }): Promise<Uint8Array> => Buffer.alloc(size, size)
  for await (const piece of archive(files, content, (bytes) => (reported += bytes))) pieces.push(piece)
  const input = Buffer.concat(pieces)
  expect([input.length, reported]).toEqual([
    archiveSize(files.map(({ file }) => file)),
    sizes.reduce((sum, size) => sum + size),
  ])
  const before = Date.now() - 5000
  const { status, stderr } = spawnSync('tar', ['-xmf', '-', '-C', folder], { input, encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
  expect(readdirSync(folder).sort()).toEqual([...names].sort())
  for (const { name, file } of files) {
    expect(Buffer.alloc(file.size, file.size).equals(readFileSync(join(folder, name)))).toBe(true)
    expect(statSync(join(folder, name)).mtimeMs).toBeGreaterThan(before)
  }
})
