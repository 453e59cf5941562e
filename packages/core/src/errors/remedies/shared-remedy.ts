import { groupHosts, type HostGroup } from '../group-hosts.js'
import { shapeOf, takeApartByName } from '../texts/own-parts.js'
import { toldTogether } from '../texts/told-together.js'
import type { Varying } from '../texts/varying.js'
import { type Remedy, type RemedyStep, remedySteps } from './remedy.js'
import type { RemedyCommand } from './remedy-command.js'
import { shellLine } from './shell-line.js'

/** Characters of a command that does the same for several hosts. */
const longestCommand = 4000

/** Remedies of hosts, and what in each is of its host alone. */
export interface OwnRemedies {
  readonly remedies: ReadonlyMap<string, Remedy>
  /** Default is none. */
  readonly varying?: ReadonlyMap<string, Varying>
}

/** What two remedies have in common that one remedy can be told in the place of. */
export function remedyShape(host: string, remedy: Remedy, varying: Varying = {}): string {
  return JSON.stringify(remedySteps(remedy).map((step) => stepShape(host, step, varying)))
}

/** Hosts whose remedies have the same shape, with one remedy for all of them. */
export function sharedRemedies({ remedies, varying = new Map() }: OwnRemedies): HostGroup<readonly RemedyStep[]>[] {
  const shapes = new Map([...remedies].map(([host, remedy]) => [host, remedyShape(host, remedy, varying.get(host))]))
  return groupHosts(shapes).map(({ hosts }) => ({ hosts, value: sharedRemedy(hosts, { remedies, varying }) }))
}

/** One remedy for hosts whose remedies have the same shape: each sentence once, each command for all of the hosts. */
export function sharedRemedy(hosts: readonly string[], { remedies, varying = new Map() }: OwnRemedies): RemedyStep[] {
  const all = hosts.map((host) => remedySteps(remedies.get(host) ?? []))
  return (all[0] ?? []).flatMap((first, index): readonly RemedyStep[] => {
    const steps = all.map((one) => one[index] ?? first)
    if (typeof first !== 'string') return sharedCommand(steps.filter((step) => typeof step !== 'string'))
    const sentences = steps.map((step, at) => {
      const host = hosts[at] ?? ''
      return takeApartByName(host, typeof step === 'string' ? step : '', varying.get(host))
    })
    return [toldTogether(sentences).text]
  })
}

function stepShape(host: string, step: RemedyStep, varying: Varying): unknown {
  if (typeof step === 'string') return shapeOf(takeApartByName(host, step, varying))
  const { id, on, argv } = step
  const where = typeof on === 'string' ? on : 'named hosts'
  // On a host, what is of another host has no business.
  if (on !== 'this machine') return { id, where, argv }
  const names = argv.map((word) => Object.keys(varying).find((name) => varying[name] === word) ?? null)
  // A loop has one variable.
  if (new Set(names.filter((name) => name !== null)).size > 1) return { id, where, argv }
  return { id, where, argv: argv.map((word, index) => (names[index] === null ? word : null)), names }
}

/**
 * Commands of one shape as one command, or as several where that would be too long. Commands that hosts run have the
 * same words.
 */
function sharedCommand(commands: readonly RemedyCommand[]): RemedyCommand[] {
  const [first] = commands
  if (first === undefined) return []
  const named = commands.flatMap(({ on }) => (typeof on === 'string' ? [] : on))
  const on = typeof first.on === 'string' ? first.on : [...new Set(named)]
  const differs = first.argv.map((word, index) => commands.some(({ argv }) => argv[index] !== word))
  if (!differs.includes(true)) return [{ ...first, on }]
  const values = [...new Set(commands.map(({ argv }) => argv[differs.indexOf(true)] ?? ''))]
  const body = first.argv.map((word, index) => (differs[index] ? '"$each"' : shellLine([word]))).join(' ')
  return chunks(values).map((chunk) => ({
    ...first,
    on,
    argv: ['sh', '-c', `for each; do ${body}; done`, 'sh', ...chunk],
  }))
}

function chunks(values: readonly string[]): string[][] {
  const all: string[][] = []
  let room = 0
  for (const value of values) {
    room -= value.length + 1
    if (room < 0) {
      all.push([])
      room = longestCommand - value.length
    }
    all.at(-1)?.push(value)
  }
  return all
}
