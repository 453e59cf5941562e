import { readFileSync } from 'node:fs'
import { incompleteObservation, type Observation, type Privilege, parseReports, type Seen } from '@berth/core/adapter'
import type { Dialect } from '../../src/engine/dialect.js'
import { dockerDialect } from '../../src/engine/docker-dialect.js'
import { observeOutcome } from '../../src/observe/observe-outcome.js'

/**
 * What an engine (20.10.24, client 28.2.2) answered to each question of a probe, with the nonce NONCE. The words
 * between the answers are those of today's program: they were put in place of its predecessor's.
 */
export function recorded(name: string): string {
  return readFileSync(new URL(`../fixtures/${name}.txt`, import.meta.url), 'utf8')
}

/** What a probe's answer comes to. One that was cut is not even read. */
export function probed(
  answer: string,
  name: string,
  image = 'tb:1',
  privilege: Privilege = 'auto',
  dialect: Dialect = dockerDialect,
): Seen {
  const { reports, end } = parseReports(answer, 'NONCE')
  if (end !== 'finished') {
    return { observation: { state: 'unknown', ...incompleteObservation, unreachable: false } }
  }
  return observeOutcome(dialect, { reports, stderr: '' }, { name, image, privilege })
}

/** The observation alone. */
export function observed(...query: Parameters<typeof probed>): Observation {
  return probed(...query).observation
}

/** The text of one section, and the same answer with it replaced. */
export function withSection(answer: string, name: string, change: (stdout: string) => string): string {
  const begin = `\nNONCE ${name}\n`
  const from = answer.indexOf(begin) + begin.length
  const to = answer.indexOf('\nNONCE stderr\n', from)
  if (from < begin.length) throw new Error(`no section ${name}`)
  return answer.slice(0, from) + change(answer.slice(from, to)) + answer.slice(to)
}

/**
 * The same answer with all sections of one way named for another, as if the engine had been reached in that way too.
 */
export function alsoBy(answer: string, plain: string): string {
  const sudo = answer.replaceAll('NONCE plain.', 'NONCE sudo.')
  return plain.replace(/\nNONCE end\n$/, '') + sudo
}
