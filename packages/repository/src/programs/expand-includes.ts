import { join } from 'node:path'

/** A line by which a shell in the folder of the programs would read another file. */
const include = /^ *\. (\.\.?\/\S+\.sh)$/

/**
 * A program with the text of the files that it includes in the place of the first line that includes each. `read` takes
 * paths below the folder of the programs, from where all includes are named, those in included files too. Throws for
 * files that include each other.
 */
export function expandIncludes(file: string, read: (file: string) => string): string {
  const done = new Set<string>()
  const expand = (path: string, above: readonly string[]): string => {
    if (above.includes(path)) throw new Error([...above, path].join(' includes '))
    return read(path)
      .split('\n')
      .flatMap((line) => {
        const [, named] = include.exec(line) ?? []
        if (named === undefined) return [line]
        const target = join(named)
        if (done.has(target)) return []
        const text = expand(target, [...above, path])
        done.add(target)
        return [text.replace(/\n$/, '')]
      })
      .join('\n')
  }
  return expand(join(file), [])
}
