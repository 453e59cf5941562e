import { FileTrouble, type MemoryFile } from '../os/file-system.js'
import { absolutePath, folderOf, nameOf } from '../os/path.js'
import type { Process } from '../os/process.js'
import type { Applet, Applets } from './applet.js'
import { parseOptions } from './options.js'

/** Does something to each path; says why not where it cannot. */
async function each(
  process: Process,
  what: string,
  paths: readonly string[],
  work: (path: string) => unknown,
): Promise<number> {
  let code = 0
  for (const path of paths) {
    try {
      await work(absolutePath(process.cwd, path))
    } catch (error) {
      if (!(error instanceof FileTrouble)) throw error
      code = await process.fail(`${what} '${path}': ${error.message}`)
    }
  }
  return code
}

function existing({ machine }: Process, path: string): MemoryFile {
  const file = machine.files.get(path)
  if (file === null) throw new FileTrouble('No such file or directory')
  return file
}

const ls: Applet = async (process, args) => {
  const { flags, operands } = parseOptions(args)
  const { files } = process.machine
  return each(process, 'ls: cannot access', operands.length === 0 ? ['.'] : operands, (path) => {
    const names = existing(process, path).kind === 'folder' && !flags.has('d') ? (files.list(path) ?? []) : [path]
    const shown = names.filter((name) => flags.has('a') || flags.has('A') || !name.startsWith('.'))
    return process.write(shown.map((name) => `${name}\n`).join(''))
  })
}

const rm: Applet = async (process, args) => {
  const { flags, operands } = parseOptions(args)
  const { files } = process.machine
  return each(process, 'rm: cannot remove', operands, (path) => {
    const file = files.get(path)
    if (file === null && flags.has('f')) return
    if (existing(process, path).kind === 'folder' && !flags.has('r') && !flags.has('R'))
      throw new FileTrouble('Is a directory')
    files.remove(path)
  })
}

const mkdir: Applet = async (process, args) => {
  const { flags, values, operands } = parseOptions(args, 'm')
  const { files } = process.machine
  return each(process, 'mkdir: cannot create directory', operands, (path) => {
    if (flags.has('p')) files.makeFolders(path)
    else files.makeFolder(path)
    const mode = values.get('m')
    if (mode !== undefined) files.change(path, { mode: Number.parseInt(mode, 8) })
  })
}

const rmdir: Applet = async (process, args) => {
  const { files } = process.machine
  return each(process, 'rmdir: failed to remove', parseOptions(args).operands, (path) => {
    if (existing(process, path).kind !== 'folder') throw new FileTrouble('Not a directory')
    if ((files.list(path) ?? []).length > 0) throw new FileTrouble('Directory not empty')
    files.remove(path)
  })
}

/** Where each of several files goes: into a folder, under its own name, or to the one path. */
function places(
  process: Process,
  operands: readonly string[],
): { sources: readonly string[]; to: (source: string) => string } {
  const target = absolutePath(process.cwd, operands.at(-1) ?? '')
  const into = process.machine.files.get(target)?.kind === 'folder'
  return { sources: operands.slice(0, -1), to: (source) => (into ? absolutePath(target, nameOf(source)) : target) }
}

const mv: Applet = async (process, args) => {
  const { sources, to } = places(process, parseOptions(args).operands)
  return each(process, 'mv: cannot move', sources, (path) => process.machine.files.move(path, to(path)))
}

const cp: Applet = async (process, args) => {
  const { sources, to } = places(process, parseOptions(args).operands)
  return each(process, 'cp: cannot copy', sources, (path) => {
    const { kind, content, mode } = existing(process, path)
    if (kind === 'folder') throw new FileTrouble('omitting directory')
    process.machine.files.put(to(path), content, mode)
  })
}

/** Hard links are copies here; that the name may not be taken is what matters. */
const ln: Applet = async (process, args) => {
  const { flags, operands } = parseOptions(args)
  const { files } = process.machine
  const { sources, to } = places(process, operands)
  return each(process, 'ln: failed to create link', sources, (path) => {
    const { content, mode } = existing(process, path)
    if (files.get(to(path)) !== null && !flags.has('f')) throw new FileTrouble('File exists')
    files.put(to(path), content, mode)
  })
}

const touch: Applet = async (process, args) => {
  const { files } = process.machine
  return each(process, 'touch: cannot touch', parseOptions(args).operands, (path) => {
    if (files.get(path) === null) files.put(path, '')
  })
}

const chmod: Applet = async (process, args) => {
  const [mode = '', ...paths] = args.filter((word) => word !== '-R')
  const { files } = process.machine
  return each(process, 'chmod: cannot change mode of', paths, (path) => {
    const before = existing(process, path).mode
    const symbolic: Readonly<Record<string, number>> = { x: 0o111, r: 0o444, w: 0o222 }
    const [, sign, letter = ''] = /^[ugoa]*([-+])([rwx])$/.exec(mode) ?? []
    const bits = symbolic[letter] ?? 0
    const after = sign === undefined ? Number.parseInt(mode, 8) : sign === '+' ? before | bits : before & ~bits
    files.change(path, { mode: after })
  })
}

const stat: Applet = async (process, args) => {
  const { values, operands } = parseOptions(args, 'c')
  const format = values.get('c') ?? '%n'
  return each(process, 'stat: cannot stat', operands, async (path) => {
    const file = existing(process, path)
    const facts: Readonly<Record<string, string>> = {
      a: file.mode.toString(8),
      g: String(file.group),
      u: '0',
      s: String(file.content.length),
      n: path,
    }
    await process.write(`${format.replace(/%([a-z])/g, (whole, letter: string) => facts[letter] ?? whole)}\n`)
  })
}

const mktemp: Applet = async (process, args) => {
  const { flags, operands } = parseOptions(args, 'p')
  const template = absolutePath(process.cwd, operands[0] ?? '/tmp/tmp.XXXXXXXXXX')
  const { files } = process.machine
  return each(process, 'mktemp: failed to create file via template', [template], async () => {
    const path = freeName(process, template)
    if (flags.has('d')) files.makeFolder(path, 0o700)
    else files.put(path, '', 0o600)
    await process.write(`${path}\n`)
  })
}

/** Not by chance: the same in every run. */
function freeName({ machine, pid }: Process, template: string): string {
  const [marks] = /X+$/.exec(template) ?? ['']
  for (let number = 0; ; number += 1) {
    const name = template.slice(0, template.length - marks.length) + `${pid}${number}`.padStart(marks.length, '0')
    if (machine.files.get(name) === null) return name
  }
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

const readlink: Applet = async (process, args) => {
  const { flags, operands } = parseOptions(args)
  if (!flags.has('f')) return 1
  await process.write(`${absolutePath(process.cwd, operands[0] ?? '')}\n`)
  return 0
}

/** Programs that look at files and folders, and change them. */
export const filePrograms: Applets = {
  ls,
  rm,
  mkdir,
  rmdir,
  mv,
  cp,
  ln,
  touch,
  chmod,
  stat,
  mktemp,
  basename,
  dirname,
  readlink,
  realpath: (process, args) => readlink(process, ['-f', ...args]),
  chown: async () => 0,
  sync: async () => 0,
}
