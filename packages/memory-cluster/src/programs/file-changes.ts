import { FileTrouble } from '../os/file-system.js'
import { absolutePath, nameOf } from '../os/path.js'
import type { Process } from '../os/process.js'
import type { Applet, Applets } from './applet.js'
import { eachPath, existing, existingEntry } from './each-path.js'
import { parseOptions } from './options.js'

const rm: Applet = async (process, args) => {
  const { flags, operands } = parseOptions(args)
  const { files } = process.machine
  return eachPath(process, 'rm: cannot remove', operands, (path) => {
    if (files.entry(path) === null && flags.has('f')) return
    if (existingEntry(process, path).kind === 'folder' && !flags.has('r') && !flags.has('R'))
      throw new FileTrouble('Is a directory')
    files.remove(path)
  })
}

const mkdir: Applet = async (process, args) => {
  const { flags, values, operands } = parseOptions(args, 'm')
  const { files } = process.machine
  const usual = 0o777 & ~process.umask
  return eachPath(process, 'mkdir: cannot create directory', operands, (path) => {
    const before = files.get(path)
    if (flags.has('p')) files.makeFolders(path, usual)
    else files.makeFolder(path, usual)
    const mode = values.get('m')
    if (mode !== undefined && before === null) files.change(path, { mode: Number.parseInt(mode, 8) })
  })
}

const rmdir: Applet = async (process, args) => {
  const { files } = process.machine
  return eachPath(process, 'rmdir: failed to remove', parseOptions(args).operands, (path) => {
    if (existingEntry(process, path).kind !== 'folder') throw new FileTrouble('Not a directory')
    if ((files.list(path) ?? []).length > 0) throw new FileTrouble('Directory not empty')
    files.remove(path)
  })
}

/** Where each of several files goes: into a folder, under its own name, or to the one path. `link`: a link to a folder is taken for none. */
function places(
  { cwd, machine: { files } }: Process,
  operands: readonly string[],
  link = false,
): { sources: readonly string[]; to: (source: string) => string } {
  const [sources, last = ''] = [operands.slice(0, -1), operands.at(-1)]
  const target = absolutePath(cwd, last)
  const into = (link ? files.entry(target) : files.get(target))?.kind === 'folder'
  const to = (source: string): string => {
    if (into) return absolutePath(target, nameOf(source))
    if (sources.length > 1 || last.endsWith('/')) throw new FileTrouble(`target '${last}' is not a directory`)
    return target
  }
  return { sources, to }
}

const mv: Applet = async (process, args) => {
  const { sources, to } = places(process, parseOptions(args).operands)
  return eachPath(process, 'mv: cannot move', sources, (path) => process.machine.files.move(path, to(path)))
}

const cp: Applet = async (process, args) => {
  const { files } = process.machine
  const { sources, to } = places(process, parseOptions(args).operands)
  return eachPath(process, 'cp: cannot copy', sources, (path) => {
    const { kind, content, mode } = existing(process, path)
    if (kind === 'folder') throw new FileTrouble('omitting directory')
    files.put(to(path), content, files.get(to(path)) === null ? mode & ~process.umask : undefined)
  })
}

/** Hard links are copies here; that the name may not be taken is what matters. */
const ln: Applet = async (process, args) => {
  const { flags, operands } = parseOptions(args)
  const { files } = process.machine
  const { sources, to } = places(process, operands, flags.has('n'))
  return eachPath(process, 'ln: failed to create link', sources, (path, given) => {
    const file = flags.has('s') ? null : existing(process, path)
    const there = files.entry(to(given))
    if (there !== null && (!flags.has('f') || there.kind === 'folder')) throw new FileTrouble('File exists')
    files.remove(to(given))
    if (file === null) files.makeLink(to(given), given)
    else files.put(to(given), file.content, file.mode)
  })
}

const touch: Applet = async (process, args) => {
  const { files } = process.machine
  return eachPath(process, 'touch: cannot touch', parseOptions(args).operands, (path) => {
    if (files.get(path) === null) files.put(path, '', 0o666 & ~process.umask)
  })
}

const chmod: Applet = async (process, args) => {
  const [mode = '', ...paths] = args.filter((word) => word !== '-R')
  const { files } = process.machine
  return eachPath(process, 'chmod: cannot change mode of', paths, (path) => {
    const before = existing(process, path).mode
    const symbolic: Readonly<Record<string, number>> = { x: 0o111, r: 0o444, w: 0o222 }
    const [, sign, letter = ''] = /^[ugoa]*([-+])([rwx])$/.exec(mode) ?? []
    const bits = symbolic[letter] ?? 0
    const after = sign === undefined ? Number.parseInt(mode, 8) : sign === '+' ? before | bits : before & ~bits
    files.change(path, { mode: after })
  })
}

const mktemp: Applet = async (process, args) => {
  const { flags, operands } = parseOptions(args, 'p')
  const template = absolutePath(process.cwd, operands[0] ?? '/tmp/tmp.XXXXXXXXXX')
  const { files } = process.machine
  return eachPath(process, 'mktemp: failed to create file via template', [template], async () => {
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

/** Programs that make, move and remove files and folders. */
export const fileChangePrograms: Applets = {
  rm,
  mkdir,
  rmdir,
  mv,
  cp,
  ln,
  touch,
  chmod,
  mktemp,
  chown: async () => 0,
  sync: async () => 0,
}
