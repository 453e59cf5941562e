import { plainPath } from './plain-path.js'
import { programs } from './programs.generated.js'

/** An argument vector that writes standard input, of so many bytes, to a file: all of it or nothing. */
export function putCommand(path: string, size: number, mode: number): readonly string[] {
  return ['sh', '-c', programs['command/put'], 'berth-put', plainPath(path), String(size), mode.toString(8), written]
}

/** The word that the writing program prints once the file is in its place. */
const written = 'written'

/** Whether the program said that the new content is there; an abort that came too late does not change the answer. */
export function wasWritten(output: string): boolean {
  return output === `${written}\n`
}

/** An argument vector that prints a file. */
export function getCommand(path: string): readonly string[] {
  return ['cat', plainPath(path)]
}
