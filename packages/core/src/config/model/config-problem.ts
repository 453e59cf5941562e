/** One thing that is wrong in a cluster file. */
export interface ConfigProblem {
  /** The file, as it was named by the caller. Absent: the config was made in code. */
  readonly file?: string
  /** From 1. */
  readonly line?: number
  /** From 1, in UTF-16 code units. */
  readonly column?: number
  /** Keys joined by `/`; empty for the file as a whole. */
  readonly path: string
  /** What is wrong, what was expected, and how to put it right. */
  readonly message: string
}

/** `file:line:column path: message`, without the parts that are not known. */
export function formatProblem({ file, line, column, path, message }: ConfigProblem): string {
  const position = line === undefined ? '' : `:${line}:${column ?? 1}`
  const where = [file === undefined ? '' : `${file}${position}`, path].filter((part) => part !== '')
  return where.length === 0 ? message : `${where.join(' ')}: ${message}`
}
