/** What a program on a host reported: a word, and the text that belongs to it, byte for byte. */
export type HostReport = readonly [word: string, text: string]

/** The reports in a program's standard output, and how that output ends. */
export interface ParsedReports {
  /** The reports in order. Of output that was cut, the reports that had begun. */
  readonly reports: readonly HostReport[]
  /**
   * How the output ends: the program is done, the program says that it failed, or the output was cut and is no answer.
   */
  readonly end: 'finished' | 'failed' | 'cut'
}

/**
 * Takes the output of a program apart at the lines that begin with its nonce. Output before the first of these lines is
 * not the program's.
 */
export function parseReports(stdout: string, nonce: string): ParsedReports {
  const [, ...parts] = stdout.split(`\n${nonce} `)
  const end = ends.get(parts.at(-1) ?? '') ?? 'cut'
  const reports = end === 'cut' ? parts : parts.slice(0, -1)
  return { reports: reports.map(parseReport), end }
}

const ends: ReadonlyMap<string, ParsedReports['end']> = new Map([
  ['end\n', 'finished'],
  ['failed\n', 'failed'],
])

function parseReport(part: string): HostReport {
  const line = part.indexOf('\n')
  return line === -1 ? [part, ''] : [part.slice(0, line), part.slice(line + 1)]
}
