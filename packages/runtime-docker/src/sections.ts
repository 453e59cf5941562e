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
 * The reports of a script that says what it does as it goes, one line each: `NONCE word rest`. Lines without the nonce are
 * the engine's own.
 */
export function parseReports(text: string, nonce: string): readonly (readonly [word: string, rest: string])[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith(`${nonce} `))
    .map((line) => {
      const [, word = '', ...rest] = line.split(' ')
      return [word, rest.join(' ')] as const
    })
}
