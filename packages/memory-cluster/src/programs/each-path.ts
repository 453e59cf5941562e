import { FileTrouble, type MemoryFile } from '../os/files/memory-files.js'
import { absolutePath } from '../os/files/path.js'
import type { Process } from '../os/process.js'

/** Does something to each path, which it gets from the root and as it was given; says why not where it cannot. */
export async function eachPath(
  process: Process,
  what: string,
  paths: readonly string[],
  work: (path: string, given: string) => unknown,
): Promise<number> {
  let code = 0
  for (const path of paths) {
    try {
      await work(absolutePath(process.cwd, path), path)
    } catch (error) {
      if (!(error instanceof FileTrouble)) throw error
      code = await process.fail(`${what} '${path}': ${error.message}`)
    }
  }
  return code
}

/** What a path leads to. Throws {@link FileTrouble} for nothing. */
export function existing({ machine }: Process, path: string): MemoryFile {
  return machine.files.get(path) ?? missing()
}

/** What is at a path itself, a link too. Throws {@link FileTrouble} for nothing. */
export function existingEntry({ machine }: Process, path: string): MemoryFile {
  return machine.files.entry(path) ?? missing()
}

function missing(): never {
  throw new FileTrouble('No such file or directory')
}
