import { posix } from 'node:path'

/** A test that a document names beside a claim, by a link with the test's title: `[held](a.test.ts "is held")`. */
export interface NamedTest {
  /** From the top of the repository. */
  readonly path: string
  readonly title: string
}

/** The tests that a document names. Throws for a link to a test that has no title. */
export function namedTests(document: string, text: string): readonly NamedTest[] {
  return [...text.matchAll(/\]\(([^\s)]+\.test\.ts)(?: "((?:\\.|[^"\\])*)")?\)/g)].map(([link, target = '', title]) => {
    if (title === undefined) throw new Error(`${document}: ${link} names no test of that file`)
    return { path: posix.join(posix.dirname(document), target), title: title.replaceAll('\\"', '"') }
  })
}

/** Whether the text of a test file has a test of this title, or a row of a table that has it. */
export function hasTest(source: string, title: string): boolean {
  return [`'${title.replaceAll("'", "\\'")}'`, `"${title}"`, `\`${title}\``].some((literal) => source.includes(literal))
}
