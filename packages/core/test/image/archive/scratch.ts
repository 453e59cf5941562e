import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'

/** Gives the tests of a file a way to make files of some content, which go once they are done. */
export function useFiles(): (content: Uint8Array) => string {
  let folder = ''
  let count = 0
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'berth-image-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return (content) => {
    count += 1
    const path = join(folder, `${count}.tar`)
    writeFileSync(path, content)
    return path
  }
}
