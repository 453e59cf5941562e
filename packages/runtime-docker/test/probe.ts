import { readFileSync } from 'node:fs'
import type { Observation, Privilege } from '@berth/core/adapter'
import type { Dialect } from '../src/dialect.js'
import { dockerDialect } from '../src/docker-dialect.js'
import { type Probed, parseProbe } from '../src/parse.js'

/** A probe's answer as it was recorded on an engine (20.10.24, client 28.2.2) with the nonce NONCE. */
export function recorded(name: string): string {
  return readFileSync(new URL(`fixtures/${name}.txt`, import.meta.url), 'utf8')
}

/** What a probe's answer comes to. */
export function probed(
  answer: string,
  name: string,
  image = 'tb:1',
  privilege: Privilege = 'auto',
  dialect: Dialect = dockerDialect,
): Probed {
  return parseProbe(dialect, answer, 'NONCE', { name, image, privilege })
}

/** The observation alone. */
export function observed(...query: Parameters<typeof probed>): Observation {
  return probed(...query).observation
}

/** The text of one section, and the same answer with it replaced. */
export function withSection(answer: string, name: string, change: (stdout: string) => string): string {
  const begin = `\nNONCE begin ${name}\n`
  const from = answer.indexOf(begin) + begin.length
  const to = answer.indexOf('\nNONCE stderr\n', from)
  if (from < begin.length) throw new Error(`no section ${name}`)
  return answer.slice(0, from) + change(answer.slice(from, to)) + answer.slice(to)
}

/** The same answer with all sections of one way named for another, as if the engine had been reached in that way too. */
export function alsoBy(answer: string, plain: string): string {
  const sudo = answer.replaceAll('NONCE begin plain.', 'NONCE begin sudo.')
  return plain.replace(/\nNONCE end\n$/, '') + sudo
}
