import type { BerthError } from '../berth-error.js'
import { indentedRemedy } from '../remedies/indented-remedy.js'
import type { Remedy } from '../remedies/remedy.js'
import { remedyShape, sharedRemedy } from '../remedies/shared-remedy.js'
import { shapeOf, takeApart } from '../texts/own-parts.js'
import { printableWords } from '../texts/printable.js'
import type { Varying } from '../texts/varying.js'
import { groupAlike } from './group-alike.js'
import { ownLines } from './own-lines.js'

/** What is to be said of each host. */
export interface TextsOfHosts {
  readonly texts: ReadonlyMap<string, string>
  /** What to do on each host. Default is nothing. */
  readonly remedies?: ReadonlyMap<string, Remedy>
  /** What in text and remedy is of one host alone. Default is nothing. */
  readonly varying?: ReadonlyMap<string, Varying>
}

/** Hosts of which the same is to be said. */
export interface AlikeText {
  readonly hosts: readonly string[]
  /** What is alike, with `…` or `<name>` for what is not. */
  readonly alike: string
  /** What is alike, and below it what is not, and the remedy for all of the hosts. */
  readonly text: string
  /** Whether all that is to be said of every host is in the text, but for ids, times and names that differ. */
  readonly complete: boolean
}

/** What is to be said of hosts: what is alike once, and below it, shortly, what is of one host alone. */
export function alikeTexts({ texts, remedies = new Map(), varying = new Map() }: TextsOfHosts): AlikeText[] {
  const beside = new Map([...remedies].map(([host, remedy]) => [host, remedyShape(host, remedy, varying.get(host))]))
  const words = new Map([...texts].map(([host, text]) => [host, printableWords(text)]))
  return groupAlike(words, { beside, varying }).map((group) => {
    const { hosts, value } = group
    const own = ownLines(group)
    const remedy = sharedRemedy(hosts, { remedies, varying })
    const next = remedy.length === 0 ? [] : [indentedRemedy(remedy, hosts)]
    const text = [value, ...own.lines.map((line) => `  ${line}`), ...next].join('\n')
    return { hosts, alike: value, text, complete: own.complete }
  })
}

/** What the errors of hosts say, without the hosts. */
export function textsOfErrors(errors: ReadonlyMap<string, BerthError>): TextsOfHosts {
  const all = [...errors]
  return {
    texts: new Map(all.map(([host, { operation, reason }]) => [host, `${operation}: ${reason}`])),
    remedies: new Map(all.flatMap(([host, { advice }]) => (advice === undefined ? [] : [[host, advice]]))),
    varying: new Map(all.flatMap(([host, { varying }]) => (varying === undefined ? [] : [[host, varying]]))),
  }
}

/** What the errors of two hosts have in common that are told together. */
export function errorShape(host: string, { code, operation, reason, advice = [], varying }: BerthError): string {
  const text = shapeOf(takeApart(host, `${operation}: ${reason}`, varying))
  return JSON.stringify([code, text, remedyShape(host, advice, varying)])
}
