import { posix } from 'node:path'
import { commandLine } from '../command/quote.js'
import type { LocalFile, LocalTree } from './local-tree.js'
import { canBeNamed } from './look-answer.js'
import { pathBytes } from './path-text.js'
import { octal } from './put-commands.js'
import { arriving, isLarge, type PutPlan, partNames } from './put-plan.js'

/** Files in one line, so that one process serves all of them. */
const filesPerLine = 100

type Words = readonly string[]

/**
 * Lines for the looking program, which say what to look at; the entries are numbered: files, then links, then folders.
 */
export function lookLines({ files, links, folders }: LocalTree): Buffer {
  const names = partNames(files)
  const asked = files.flatMap((file, index) => (canBeNamed(file.path) ? [{ file, index }] : []))
  const lookAt = ({ path }: { readonly path: string }, index: number): Words => [String(index), here(path)]
  return script([
    ...neighbours(asked.filter(({ file }) => !isLarge(file))).map(({ first, paths }) => [
      'files',
      String(first),
      ...paths,
    ]),
    ...asked
      .filter(({ file }) => isLarge(file))
      .map(({ file, index }) => ['large', String(index), String(file.size), here(file.path)]),
    ...[...names.values()].map((name) => ['part', name]),
    ...links.map((link, index) => ['link', ...lookAt(link, files.length + index)]),
    ...folders.map((folder, index) => ['folder', ...lookAt(folder, files.length + links.length + index)]),
  ])
}

/** Lines for the finishing program, which say what to do once all that the plan sends has arrived. */
export function finishLines(plan: PutPlan): Buffer {
  const { single, small, uploads, remoded, links, folders, tar } = plan
  const arrived = arriving(plan)
  const names = new Map(arrived.map(({ file, name }) => [file, name]))
  const empty = arrived.filter(({ file }) => file.size === 0)
  return script([
    ...grouped(small).map((some) => ['groups', ...some.map(({ group }) => group)]),
    ...uploads
      .filter(({ files: [first] }) => first !== undefined && !isLarge(first))
      .flatMap(({ name, files }) => [
        ...(tar
          ? [['unpack', name]]
          : [['bundle', name], ...files.map((file) => ['take', String(file.size), names.get(file) ?? ''])]),
      ]),
    ...grouped(empty).map((group) => ['empty', ...group.map(({ name }) => name)]),
    ...grouped(arrived).map((group) => ['verify', ...group.flatMap(({ name, file }) => [file.hash, name])]),
    ...byMode(arrived.map(({ name, file: { mode } }) => ({ mode, word: name }))).map((words) => ['modes', ...words]),
    ...folders.map(({ path }, index) => ['folder', String(index), here(path)]),
    ...small.flatMap(({ group, folder, files }) =>
      grouped(files).map((some) => [
        'place',
        group,
        here(folder),
        ...some.map(({ file }) => posix.basename(file.path)),
      ]),
    ),
    ...single.map(({ name, file: { path } }) => ['move', name, here(path)]),
    ...byMode(remoded.map(({ mode, path }) => ({ mode, word: here(path) }))).map((words) => ['remode', ...words]),
    ...links.map(({ target, path }) => ['link', target, here(path)]),
    ...folders.map(({ path, mode }, index) => ['settle', String(index), octal(mode), here(path)]),
  ])
}

/** Lines of words, byte by byte: a name need not be UTF-8. */
function script(lines: readonly Words[]): Buffer {
  const text = lines.map((words) => `${commandLine(words.map((word) => pathBytes(word).toString('latin1')))}\n`)
  return Buffer.from(text.join(''), 'latin1')
}

/** A path that no program takes for an option, whatever the path begins with. */
function here(path: string): string {
  return `./${path}`
}

/** Groups of files that follow each other, so that the number of the first tells the numbers of the others. */
function neighbours(
  files: readonly { readonly file: LocalFile; readonly index: number }[],
): readonly { readonly first: number; readonly paths: Words }[] {
  const groups: { first: number; paths: string[] }[] = []
  for (const { file, index } of files) {
    const group = groups.at(-1)
    if (group !== undefined && group.first + group.paths.length === index && group.paths.length < filesPerLine) {
      group.paths.push(here(file.path))
    } else groups.push({ first: index, paths: [here(file.path)] })
  }
  return groups
}

/** Each mode with the words for the entries that are to have the mode. */
function byMode(entries: readonly { readonly mode: number; readonly word: string }[]): readonly Words[] {
  const modes = new Map<number, string[]>()
  for (const { mode, word } of entries) {
    const words = modes.get(mode)
    if (words === undefined) modes.set(mode, [word])
    else words.push(word)
  }
  return [...modes].flatMap(([mode, words]) => grouped(words).map((group) => [octal(mode), ...group]))
}

function grouped<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const groups: Item[][] = []
  for (let from = 0; from < items.length; from += filesPerLine) groups.push(items.slice(from, from + filesPerLine))
  return groups
}
