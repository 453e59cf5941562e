import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { expect, onTestFinished, test } from 'vitest'
import { writeArchive } from '../../src/archives/write-archive.js'

test('an archive holds what docker load wants; equal folders give equal ids', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'image-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const rootfs = join(folder, 'rootfs')
  const archive = join(folder, 'image.tar')
  mkdirSync(rootfs)
  const write = async (text: string): Promise<string> => {
    writeFileSync(join(rootfs, 'file'), text)
    return writeArchive({ reference: 'a/b:1', rootfs, command: ['/bin/sh'] }, archive)
  }
  const first = await write('one')
  expect(await write('two')).not.toBe(first)
  expect(await write('one')).toBe(first)
  const manifest = await execa('tar', ['-xOf', archive, 'manifest.json'])
  const config = `${first.slice('sha256:'.length)}.json`
  expect(JSON.parse(manifest.stdout)).toEqual([{ Config: config, RepoTags: ['a/b:1'], Layers: ['layer.tar'] }])
})
