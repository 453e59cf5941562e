import { FileTrouble } from '../os/files/memory-files.js'
import { absolutePath, nameOf } from '../os/files/path.js'
import type { Process } from '../os/process.js'
import { eachPath, existing, existingEntry } from './each-path.js'
import { type SmallPrograms, withOptions } from './small-program.js'

const rm = withOptions('fr', async (process, { flags, operands }) => {
  const { files } = process.machine
  return eachPath(process, 'rm: cannot remove', operands, (path) => {
    if (files.entry(path) === null && flags.has('f')) return
    if (existingEntry(process, path).kind === 'folder' && !flags.has('r')) throw new FileTrouble('Is a directory')
    files.remove(path)
  })
})

/** Makes folders; with `-p` also those above, and none that is there. */
const mkdir = withOptions('p', async (process, { flags, operands }) => {
  const { files } = process.machine
  const mode = 0o777 & ~process.umask
  return eachPath(process, 'mkdir: cannot create directory', operands, (path) => {
    if (flags.has('p')) files.makeFolders(path, mode)
    else files.makeFolder(path, mode)
  })
})

const rmdir = withOptions('', async (process, { operands }) => {
  const { files } = process.machine
  return eachPath(process, 'rmdir: failed to remove', operands, (path) => {
    if (existingEntry(process, path).kind !== 'folder') throw new FileTrouble('Not a directory')
    if ((files.list(path) ?? []).length > 0) throw new FileTrouble('Directory not empty')
    files.remove(path)
  })
})

/**
 * Where each of several files goes: into a folder, under its own name, or to the one path. `link`: a link to a folder
 * is taken for none.
 */
function destinations(
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

/** Moves over what is there; it never asks, with `-f` or without. */
const mv = withOptions('f', async (process, { operands }) => {
  const { sources, to } = destinations(process, operands)
  return eachPath(process, 'mv: cannot move', sources, (path) => process.machine.files.move(path, to(path)))
})

/** Hard links are copies here; that the name may not be taken is what matters. */
const ln = withOptions('fns', async (process, { flags, operands }) => {
  const { files } = process.machine
  const { sources, to } = destinations(process, operands, flags.has('n'))
  return eachPath(process, 'ln: failed to create link', sources, (path, given) => {
    const file = flags.has('s') ? null : existing(process, path)
    const there = files.entry(to(given))
    if (there !== null && (!flags.has('f') || there.kind === 'folder')) throw new FileTrouble('File exists')
    files.remove(to(given))
    if (file === null) files.makeLink(to(given), given)
    else files.put(to(given), file.content, file.mode)
  })
})

/** `chmod MODE FILE…`, the mode in octal. */
const chmod = withOptions('', async (process, { operands: [mode = '', ...paths] }) => {
  const { files } = process.machine
  if (!/^[0-7]+$/.test(mode)) return process.fail(`chmod: ${mode}: hosts in memory know octal modes only`, 2)
  return eachPath(process, 'chmod: cannot change mode of', paths, (path) => {
    existing(process, path)
    files.change(path, { mode: Number.parseInt(mode, 8) })
  })
})

/** `mktemp TEMPLATE`: a new file or, with `-d`, folder, of a name that nothing has. */
const mktemp = withOptions('d', async (process, { flags, operands: [template = ''] }) => {
  const { files } = process.machine
  return eachPath(process, 'mktemp: failed to create file via template', [template], async (path) => {
    const made = freeName(process, path)
    if (flags.has('d')) files.makeFolder(made, 0o700)
    else files.put(made, '', 0o600)
    await process.write(`${made}\n`)
  })
})

/** Not by chance: the same in every run. */
function freeName({ machine, pid }: Process, template: string): string {
  const [marks] = /X+$/.exec(template) ?? ['']
  for (let number = 0; ; number += 1) {
    const name = template.slice(0, template.length - marks.length) + `${pid}${number}`.padStart(marks.length, '0')
    if (machine.files.get(name) === null) return name
  }
}

/** Programs that make, move and remove files and folders. */
export const fileChangePrograms: SmallPrograms = { rm, mkdir, rmdir, mv, ln, chmod, mktemp }
