import type { Audit } from './audit.js'

/** What is told of the audits, and whether that is a failure. */
export interface ToldAudits {
  readonly text: string
  readonly failed: boolean
}

/**
 * Tells what each audit found. What was found is a failure; what could not be asked is told as such, and a failure only
 * where it must be asked.
 */
export function tellAudits(
  audits: Readonly<Record<string, Audit>>,
  { mustAsk }: { readonly mustAsk: boolean },
): ToldAudits {
  const told = Object.entries(audits).map(([what, audit]): ToldAudits => {
    switch (audit.state) {
      case 'clean':
        return { text: `${what}: nothing found\n`, failed: false }
      case 'found':
        return { text: `${what}:\n${audit.what.map((text) => `  ${text}\n`).join('')}`, failed: true }
      case 'not checked':
        return { text: `${what}: NOT CHECKED, since npm could not ask the registry: ${audit.why}\n`, failed: mustAsk }
      default:
        return audit satisfies never
    }
  })
  return { text: told.map(({ text }) => text).join(''), failed: told.some(({ failed }) => failed) }
}
