import { isPattern, matches } from '../../expressions/pattern.js'
import type { MemoryFiles } from '../../os/files/memory-files.js'
import { absolutePath } from '../../os/files/path.js'

/** Paths that a pattern stands for, sorted; none if nothing matches. */
export function glob(files: MemoryFiles, cwd: string, pattern: string): string[] {
  let found = [pattern.startsWith('/') ? '/' : '']
  for (const part of pattern.split('/').filter((piece) => piece !== '')) {
    found = found.flatMap((above) => {
      if (!isPattern(part)) {
        const path = join(above, part.replace(/\\(.)/gs, '$1'))
        return files.get(absolutePath(cwd, path)) === null ? [] : [path]
      }
      const names = files.list(absolutePath(cwd, above)) ?? []
      return names
        .filter((name) => (part.startsWith('.') || !name.startsWith('.')) && matches(part, name))
        .map((name) => join(above, name))
    })
  }
  return found.sort()
}

function join(above: string, name: string): string {
  return above === '' || above.endsWith('/') ? `${above}${name}` : `${above}/${name}`
}
