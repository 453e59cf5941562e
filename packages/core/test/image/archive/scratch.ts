import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'berth-image-'))
let count = 0

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Path of a new file with this content. */
export function fileOf(content: Uint8Array): string {
  count += 1
  const path = join(folder, `${count}.tar`)
  writeFileSync(path, content)
  return path
}
