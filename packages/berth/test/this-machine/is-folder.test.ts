import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isFolder } from '../../src/this-machine/is-folder.js'

test('a folder is one through a link and with a slash; what cannot be looked at is none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-folder-'))
  try {
    writeFileSync(join(folder, 'file'), '')
    symlinkSync(folder, join(folder, 'link'))
    symlinkSync('loop', join(folder, 'loop'))
    const seen = ['', 'link', 'link/', 'file', 'file/', 'loop', 'nothing', 'a\0b'].map((name) =>
      isFolder(`${folder}/${name}`),
    )
    expect(seen).toEqual([true, true, true, false, false, false, false, false])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
