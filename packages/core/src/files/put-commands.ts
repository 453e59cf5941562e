import { plainPath } from '../command/files/plain-path.js'
import { type ProgramName, programs } from '../command/programs.generated.js'

/*
 * The programs that run where a tree is put. All that arrives is kept in a folder beside the place that the tree goes
 * to, `.berth-put-ID`, under names of Berth's own, until it is whole and known by its hash.
 */

/** Where a tree goes: the folder, and the id of this transfer, new for each. */
export interface PutFolder {
  readonly folder: string
  readonly id: string
}

/**
 * An argument vector that says which part of a tree is there already. Reads lines of {@link lookLines} and prints lines
 * for {@link parseLook}. With a mode, a folder that is missing is made. Parts that earlier transfers left behind here,
 * interrupted in the middle of a file, are taken over or removed.
 */
export function lookCommand(where: PutFolder, modeIfMissing: number | null): readonly string[] {
  return command(
    'look',
    where,
    modeIfMissing === null ? '' : octal(modeIfMissing),
    String(noFolder),
    String(otherThanFolder),
    looked,
  )
}

/**
 * An argument vector that adds standard input to a file in the transfer's own folder that has `offset` bytes, and then
 * prints the file's size. `size` is the number of bytes that the file is to have.
 */
export function appendCommand(where: PutFolder, name: string, offset: number, size: number): readonly string[] {
  return command('append', where, name, String(offset), String(size))
}

/**
 * An argument vector that adds to a file in the transfer's own folder what a command prints behind a line, and prints
 * the file's size each second and at the end. The command ends with standard input.
 */
export function fetchCommand(
  where: PutFolder,
  { name, offset, size }: { readonly name: string; readonly offset: number; readonly size: number },
  line: string,
  words: readonly string[],
): readonly string[] {
  return command('fetch', where, name, String(offset), String(size), line, ...words)
}

/**
 * An argument vector that puts everything in its place, as lines of {@link finishLines} say, and prints
 * {@link finished}. The program changes nothing unless everything that arrived is what was sent.
 */
export function finishCommand(where: PutFolder): readonly string[] {
  return command('finish', where, String(altered), finished)
}

/** An argument vector that removes all that has arrived. */
export function discardCommand(where: PutFolder): readonly string[] {
  return command('discard', where)
}

/**
 * The standard input of the looking and of the finishing program: their lines, and then one that says that these are
 * all. A connection that is lost looks like the end of the input, and the id is in no name of a file.
 */
export function toldLines(lines: Uint8Array, { id }: PutFolder): Buffer {
  return Buffer.concat([lines, Buffer.from(`told ${id}\n`)])
}

/** Exit code of the finishing program where what arrived is not what was sent. */
export const altered = 3

/** Exit code where the folder that a file is to be put into is not there. */
export const noFolder = 4

/** Exit code where something that is no folder has the name of the folder. */
export const otherThanFolder = 5

/** The word that the finishing program prints at its end. */
export const finished = 'finished'

/** The word that the looking program prints at its end. */
export const looked = 'looked'

/** Permission bits as programs take them. */
export function octal(mode: number): string {
  return mode.toString(8)
}

type PutProgram<Name extends ProgramName = ProgramName> = Name extends `files/${infer Word}` ? Word : never

function command(name: PutProgram, { folder, id }: PutFolder, ...words: readonly string[]): readonly string[] {
  return ['sh', '-c', programs[`files/${name}`], `berth-put-${name}`, plainPath(folder), id, ...words]
}
