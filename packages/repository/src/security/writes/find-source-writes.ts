const imports = /^import\s+(?:type\s+)?([^;']+?)\s+from 'node:fs(?:\/promises)?'/gm

/** Functions of Node that make files or folders. */
const writing =
  /^(?:writeFile|appendFile|mkdir|mkdtemp|copyFile|symlink|link)(?:Sync)?$|^(?:createWriteStream|cp|cpSync|open|openSync)$/

/** An opening for reading alone, which is the default. */
const reading = /^\s*(?:\)|,\s*(?:'r'|(?![^)\n]*\bO_(?:WRONLY|RDWR|CREAT)\b)[^)\n]*\bO_RDONLY\b))/

/**
 * Every place of a TypeScript module that makes a file or a folder with Node's own functions, each text once: the
 * function and its first argument, `writeFile(path`. Throws for a module that imports `node:fs` otherwise than by the
 * names of functions, in which no place could be found.
 */
export function findSourceWrites(text: string): string[] {
  const names = [...text.matchAll(imports)].flatMap(([whole, list = '']) => {
    if (!list.startsWith('{')) throw new Error(`${whole}: import the functions by their names`)
    return list
      .slice(1, -1)
      .split(',')
      .map((each) => each.trim())
      .filter((each) => !each.startsWith('type ') && writing.test(each.split(' ')[0] ?? ''))
      .map((each) => each.split(' as ').at(-1) ?? each)
  })
  if (names.length === 0) return []
  const call = new RegExp(`(?<![.\\w])(${names.join('|')})\\(\\s*((?:[^,()]|\\([^()]*\\))+)`, 'g')
  const found = [...text.matchAll(call)].flatMap(([whole, name = '', argument = '']) => {
    const rest = text.slice(text.indexOf(whole) + whole.length)
    return name.startsWith('open') && reading.test(rest) ? [] : [`${name}(${argument.trim()}`]
  })
  return [...new Set(found)]
}
