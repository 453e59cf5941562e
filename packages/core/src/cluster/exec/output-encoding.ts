/** What the results hold of a command's output: text, decoded as UTF-8, or the bytes as they came. */
export type OutputEncoding = 'utf8' | 'buffer'

/** The type of `stdout` and `stderr` in results of this encoding. */
export type OutputAs<Encoding extends OutputEncoding> = Encoding extends 'buffer' ? Uint8Array : string
