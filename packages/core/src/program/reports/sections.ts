import { shortWords } from '../short-words.js'
import type { HostReport } from './parse-reports.js'

/** The outcome of one command of a program on the host: its streams and its exit code. */
export interface Section {
  readonly stdout: string
  /**
   * The command's standard error, without the line breaks at its end: for messages, and to tell a missing thing from a
   * failure. Lines that are too long are cut, and of a text that is too long the middle is left out.
   */
  readonly stderr: string
  readonly exitCode: number
}

/**
 * The sections of a program that reports nothing else, by their names. Null unless every report belongs to a whole
 * section, and each name stands once.
 */
export function parseSections(reports: readonly HostReport[]): ReadonlyMap<string, Section> | null {
  const sections = new Map<string, Section>()
  for (let at = 0; at < reports.length; at += 3) {
    const [output, said, exit] = reports.slice(at, at + 3)
    if (output === undefined || said?.[0] !== 'stderr' || exit?.[0] !== 'exit' || !/^\d+\n$/.test(exit[1])) return null
    const [name, stdout] = output
    if (sections.has(name)) return null
    sections.set(name, { stdout, stderr: shortWords(said[1]), exitCode: Number(exit[1]) })
  }
  return sections
}
