import { shortLine } from '../../errors/texts/bounded-text.js'

/** Characters of what a command said that stand in an error. */
const longest = 300

/**
 * What a command that failed said on standard error, fit for an error: without anything of its standard output, which
 * may be a password. Empty where it said nothing.
 */
export function saidBeside(stderr: string, stdout: string): string {
  const secrets = stdout.split('\n').flatMap((line) => line.trim() || [])
  // A longer line first: a shorter one may be a part of it.
  const longestFirst = [...new Set(secrets)].sort((a, b) => b.length - a.length)
  const harmless = longestFirst.reduce((text, secret) => text.replaceAll(secret, '[redacted]'), stderr)
  return shortLine(harmless.trim().replace(/\s*\n\s*/g, '; '), longest)
}
