import { randomBytes } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Makes a file of random bytes, which nothing can make shorter. */
export async function makeFile(path: string, bytes: number): Promise<void> {
  await writeFile(path, randomBytes(bytes))
}

/** Makes a folder of small files, 1 to 16 KiB each, in folders of fifty. */
export async function makeFolder(path: string, files: number): Promise<void> {
  for (let number = 0; number < files; number++) {
    const folder = join(path, `part-${Math.floor(number / 50)}`)
    if (number % 50 === 0) await mkdir(folder, { recursive: true })
    const size = 1024 * (1 + (number % 16))
    await makeFile(join(folder, `file-${number}`), size)
  }
}
