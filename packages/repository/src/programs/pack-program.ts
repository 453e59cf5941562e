import { expandIncludes } from './expand-includes.js'
import { shellOf } from './program-files.js'
import { withoutComments } from './without-comments.js'

/** Programs that travel byte for byte: a hash of these bytes stands in markers. */
const verbatim: readonly string[] = ['provision/default-setup.sh']

/**
 * What travels of a program: includes in their places, no whole line of comment, no blank line. `read` takes paths
 * below the folder of the programs. Throws for a program that cannot be read so.
 */
export function packProgram(file: string, read: (file: string) => string): string {
  const text = read(file)
  shellOf(file, text)
  if (verbatim.includes(file)) return text
  try {
    return withoutComments(expandIncludes(file, read))
  } catch (cause) {
    throw new Error(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}
