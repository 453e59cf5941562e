import { folderOf, nameOf } from '../os/path.js'
import type { Applet, Applets } from './applet.js'
import { eachPath, existing, existingEntry } from './each-path.js'
import { parseOptions } from './options.js'

const ls: Applet = async (process, args) => {
  const { flags, operands } = parseOptions(args)
  const { files } = process.machine
  return eachPath(process, 'ls: cannot access', operands.length === 0 ? ['.'] : operands, (path) => {
    const file = files.get(path) ?? existingEntry(process, path)
    const names = file.kind === 'folder' && !flags.has('d') ? (files.list(path) ?? []) : [path]
    const shown = names.filter((name) => flags.has('a') || flags.has('A') || !name.startsWith('.'))
    return process.write(shown.map((name) => `${name}\n`).join(''))
  })
}

const stat: Applet = async (process, args) => {
  const { flags, values, operands } = parseOptions(args, 'c')
  const format = values.get('c') ?? '%n'
  return eachPath(process, 'stat: cannot stat', operands, async (path, given) => {
    const file = (flags.has('L') ? existing : existingEntry)(process, path)
    const facts: Readonly<Record<string, string>> = {
      a: file.mode.toString(8),
      g: String(file.group),
      u: '0',
      s: String(file.content.length),
      n: given,
    }
    await process.write(`${format.replace(/%([a-z])/g, (whole, letter: string) => facts[letter] ?? whole)}\n`)
  })
}

const basename: Applet = async (process, [path = '', ending = '']) => {
  const name = nameOf(path)
  await process.write(`${name.endsWith(ending) ? name.slice(0, name.length - ending.length) : name}\n`)
  return 0
}

const dirname: Applet = async (process, [path = '']) => {
  await process.write(`${folderOf(path)}\n`)
  return 0
}

/** `readlink LINK` says what a link points to; `readlink -f PATH` where a path leads to. */
const readlink: Applet = async (process, args) => {
  const { flags, operands } = parseOptions(args)
  const { files } = process.machine
  let code = 0
  const failed = await eachPath(process, 'readlink:', operands, async (path) => {
    const entry = files.entry(path)
    if (flags.has('f')) await process.write(`${files.realPath(path)}\n`)
    else if (entry?.kind === 'link') await process.write(`${Buffer.from(entry.content)}\n`)
    else code = 1
  })
  return failed || code
}

/** Programs that tell about files and folders, and their paths. */
export const fileFactPrograms: Applets = {
  ls,
  stat,
  basename,
  dirname,
  readlink,
  realpath: (process, args) => readlink(process, ['-f', ...args]),
}
