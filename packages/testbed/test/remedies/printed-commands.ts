import { expandNames } from '../../../core/src/config/nodeset/expand-names.js'
import { splitNodeset } from '../../../core/src/config/nodeset/split-nodeset.js'

/** A command as a user reads it in an error. */
export interface PrintedCommand {
  /** The hosts that it is to be run on; null for this machine. */
  readonly hosts: readonly string[] | null
  /** What stands to the end of the line. */
  readonly line: string
}

/** The commands that a text tells to run, in their order, as a user would copy them. */
export function printedCommands(text: string): readonly PrintedCommand[] {
  return [...text.matchAll(/(?:^|[\s→])(?:On (\S+), run|Run): (.+)$/gm)].map(([, nodeset, line = '']) => ({
    hosts: nodeset === undefined ? null : splitNodeset(nodeset).flatMap(({ text: names }) => expandNames(names)),
    line,
  }))
}

/** The only command of a text that has these words in it. Throws where there is none, or more than one. */
export function printedCommand(text: string, words: string): PrintedCommand {
  const [found, ...more] = printedCommands(text).filter(({ line }) => line.includes(words))
  if (found === undefined || more.length > 0)
    throw new Error(`${found ? 'more than one' : 'no'} "${words}" in: ${text}`)
  return found
}
