/** One command of a script on the host: its streams and its exit code. */
export interface Section {
  readonly stdout: string
  /** What was said beside it: for messages, and to tell a missing thing from a failure. */
  readonly stderr: string
  readonly exitCode: number
}

/**
 * Takes a framed answer apart. Null unless every byte belongs to a whole section and the sentinel is the very end: a part of an
 * answer is no answer.
 */
export function parseSections(text: string, nonce: string): ReadonlyMap<string, Section> | null {
  const sections = new Map<string, Section>()
  const frame = new RegExp(
    `\\n${nonce} begin (\\S+)\\n([\\s\\S]*?)\\n${nonce} stderr\\n([\\s\\S]*?)\\n${nonce} exit (\\d+)\\n|\\n${nonce} end\\n$`,
    'y',
  )
  for (let match = frame.exec(text); match !== null; match = frame.exec(text)) {
    const [, name, stdout = '', stderr = '', exitCode = ''] = match
    if (name === undefined) return sections
    if (sections.has(name)) return null
    sections.set(name, { stdout, stderr, exitCode: Number(exitCode) })
  }
  return null
}

/**
 * The reports of a script that says what it does as it goes, each beginning with a line `NONCE word rest`. Lines without the nonce
 * belong to the report before them: an engine's answer can have many.
 */
export function parseReports(text: string, nonce: string): readonly (readonly [word: string, rest: string])[] {
  const [, ...reports] = `\n${text}`.split(`\n${nonce} `)
  return reports.map((report) => {
    const [, word = '', rest = ''] = /^(\S*) ?([\s\S]*)$/.exec(report) ?? []
    return [word, rest.trim()] as const
  })
}
