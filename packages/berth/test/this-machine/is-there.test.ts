import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isThere } from '../../src/this-machine/is-there.js'

test('a link that leads nowhere is there, as a file is', () => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-there-'))
  try {
    writeFileSync(join(folder, 'file'), '')
    symlinkSync('/nowhere', join(folder, 'link'))
    expect(['file', 'link', 'nothing'].map((name) => isThere(join(folder, name)))).toEqual([true, true, false])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
