import { FileTrouble } from '../os/files/memory-files.js'
import { openFile } from '../os/open-path.js'
import type { Process } from '../os/process.js'

/**
 * Calls back with each piece of each file, of standard input for `-` or where none is named; says what cannot be read.
 * The exit code.
 */
export async function eachInput(
  process: Process,
  self: string,
  paths: readonly string[],
  take: (chunk: Uint8Array, path: string) => Promise<unknown> | unknown,
): Promise<number> {
  let code = 0
  for (const path of paths.length === 0 ? ['-'] : paths) {
    try {
      const descriptor = path === '-' ? 0 : 3
      if (path !== '-') process.reopen(3, openFile(process, path, 'read', 0))
      for (let chunk = await process.read(descriptor); chunk !== null; chunk = await process.read(descriptor)) {
        await take(chunk, path)
      }
    } catch (error) {
      if (!(error instanceof FileTrouble)) throw error
      code = await process.fail(`${self}: ${error.message}`)
    }
  }
  return code
}

/** All of the files, as one. */
export async function allInput(
  process: Process,
  self: string,
  paths: readonly string[],
): Promise<{ content: Buffer; code: number }> {
  const chunks: Uint8Array[] = []
  const code = await eachInput(process, self, paths, (chunk) => chunks.push(chunk))
  return { content: Buffer.concat(chunks), code }
}

/** Lines without their ends. */
export function linesOf(content: Buffer): string[] {
  const lines = content.toString('utf8').split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}
