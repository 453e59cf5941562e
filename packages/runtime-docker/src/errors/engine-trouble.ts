import { parseObject, type Remedy, type Section, shortLine, stringsOf, type Trouble } from '@berth/core/adapter'
import type { Dialect, EngineTroubleKind } from '../engine/dialect.js'
import { parsePodmanInfo } from '../engine/podman-info.js'
import { calledAs, showEngine, startEngine } from './engine-commands.js'
import { engineSaid } from './engine-words.js'
import { ledAstray } from './led-astray.js'

/**
 * Whether this failure says that no engine can be had in this way at all, rather than that an engine did not answer:
 * such an engine may hold containers.
 */
export function provesNoEngine(kind: EngineTroubleKind): boolean {
  switch (kind) {
    case 'not-installed':
    case 'sudo-password':
    case 'sudo-refused':
    case 'no-sudo':
    case 'podman':
      return true
    case 'sudo-broken':
    case 'permission-denied':
    case 'not-running':
    case 'unclear':
      return false
    default:
      return kind satisfies never
  }
}

/**
 * Whether this failure of the plain command says that it has no engine beside the one that sudo reaches: a user who is
 * not let in is kept from that very engine, or lacks what a rootless engine needs.
 */
export function provesNoOtherEngine(kind: EngineTroubleKind): boolean {
  return kind === 'permission-denied' || provesNoEngine(kind)
}

/** What kept a command from its engine. `podman` is Podman behind the name of another engine. */
export function engineTroubleKind(
  { program, words }: Dialect,
  section: Pick<Section, 'stdout' | 'stderr'>,
): EngineTroubleKind {
  if (program !== 'podman' && parsePodmanInfo(section.stdout) !== null) return 'podman'
  const said = wordsOf(section)
  const [kind = 'unclear'] = words.troubles.find(([, pattern]) => pattern.test(said)) ?? []
  return kind
}

/** Characters of what an engine says in its answer. */
const longestWords = 2000

/** The words of the engine's command: those on stderr, and those that clients before 23 put into the answer itself. */
export function wordsOf({ stdout, stderr }: Pick<Section, 'stdout' | 'stderr'>): string {
  const ofAnswer = stringsOf(parseObject(stdout)?.ServerErrors).map((words) => shortLine(words, longestWords))
  return [stderr, ...ofAnswer].join('\n')
}

/**
 * Says for the user why no engine was reached: what was seen in each way tried, and the remedy of the way that came
 * nearest. `endpoints` are the client's answers about its context.
 */
export function engineTrouble(
  dialect: Dialect,
  tried: ReadonlyMap<'plain' | 'sudo', Section>,
  endpoints: ReadonlyMap<'plain' | 'sudo', Section> = new Map(),
): Trouble {
  const { program } = dialect
  const kinds = new Map([...tried].map(([by, section]) => [by, engineTroubleKind(dialect, section)] as const))
  const led = new Map([...tried.keys()].map((by) => [by, ledAstray({ dialect, reachedBy: by }, endpoints.get(by))]))
  const seen = [...tried].map(([by, section]) => {
    const said = engineSaid(wordsOf(section)) || `it ended with exit code ${section.exitCode} and no engine's answer`
    const cause = led.get(by)?.cause
    return `${by === 'sudo' ? `sudo -n ${program}` : program}: ${said}${cause === undefined ? '' : `; ${cause}`}`
  })
  const [nearest] = [...led.values()].flatMap((one) => one ?? [])
  return {
    reason: `the engine was not reached\n${seen.join('\n')}`,
    remedy: nearest?.remedy ?? remedyOf(dialect, kinds.get('plain'), kinds.get('sudo')),
  }
}

const noSudo: ReadonlySet<EngineTroubleKind> = new Set(['sudo-password', 'sudo-refused', 'sudo-broken', 'no-sudo'])

function remedyOf(dialect: Dialect, plain: EngineTroubleKind | undefined, sudo: EngineTroubleKind | undefined): Remedy {
  const { program, title, startRemedy, service, accessRemedy } = dialect
  const either = [plain, sudo]
  const install = `Install ${title} on the host, or put its command on the PATH of logins that are not interactive.`
  if (either.includes('podman'))
    return `The ${program} command here is a stand-in of Podman: set runtime.name to "podman", or install ${title}.`
  if (either.includes('not-running')) return [startRemedy, startEngine({ service })]
  if (plain === 'permission-denied' || (sudo !== undefined && noSudo.has(sudo))) {
    return plain === 'not-installed' ? install : accessRemedy
  }
  if (either.includes('not-installed')) return install
  return ['Mend what it reports.', showEngine({ engine: calledAs({ dialect, reachedBy: 'plain' }) })]
}
