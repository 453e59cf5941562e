import { isPodman } from './engine.js'
import { engineSaid } from './engine-words.js'
import { parseObject, stringsOf } from './json.js'
import type { Section } from './sections.js'

/** Why something cannot be done, and what the user can do about it. */
export interface Trouble {
  readonly reason: string
  readonly remedy: string
}

/** Why an engine was not reached, or that this cannot be told. */
export type EngineTroubleKind =
  | 'not-installed'
  | 'permission-denied'
  | 'not-running'
  | 'sudo-refused'
  | 'no-sudo'
  | 'podman'
  | 'unclear'

/** Whether this failure says that no engine can be had in this way at all, rather than that one did not answer. */
export function provesNoEngine(kind: EngineTroubleKind): boolean {
  return kind !== 'unclear'
}

/** What kept a docker command from its engine. */
export function engineTroubleKind(section: Pick<Section, 'stdout' | 'stderr'>): EngineTroubleKind {
  if (isPodman(section.stdout)) return 'podman'
  const said = wordsOf(section)
  const [kind = 'unclear'] = words.find(([, pattern]) => pattern.test(said)) ?? []
  return kind
}

/** What was said on stderr, or by clients before 23 in the answer itself. */
function wordsOf({ stdout, stderr }: Pick<Section, 'stdout' | 'stderr'>): string {
  return [stderr, ...stringsOf(parseObject(stdout)?.ServerErrors)].join('\n')
}

/** What each trouble is known by; the first match counts. sudo also warns, of a host name that it cannot resolve: that is no refusal. */
const words: readonly (readonly [EngineTroubleKind, RegExp])[] = [
  ['podman', /Emulate Docker CLI using podman/],
  ['permission-denied', /permission denied while trying to connect|dial unix .*permission denied/i],
  [
    'not-running',
    /Cannot connect to the Docker daemon|Is the docker daemon running|failed to connect to the docker API|dial unix .*(no such file|connection refused)/i,
  ],
  ['no-sudo', /sudo: (command )?not found|sudo: No such file/],
  ['not-installed', /docker: (command )?not found|docker: No such file/],
  [
    'sudo-refused',
    /sudo: a (password|terminal) is required|sudoers|may not run sudo|is not allowed to|sudo: .*(setuid|no new privileges)/,
  ],
]

/** Says for the user why no engine was reached: what was seen in each way tried, and the remedy of the way that came nearest. */
export function engineTrouble(tried: ReadonlyMap<'plain' | 'sudo', Section>): Trouble {
  const kinds = new Map([...tried].map(([by, section]) => [by, engineTroubleKind(section)] as const))
  const seen = [...tried].map(([by, section]) => {
    const said = engineSaid(wordsOf(section)) || `docker info ended with ${section.exitCode} and no engine's answer`
    return `${by === 'sudo' ? 'sudo -n docker' : 'docker'}: ${said}`
  })
  return {
    reason: `the engine was not reached\n${seen.join('\n')}`,
    remedy: remedyOf(kinds.get('plain'), kinds.get('sudo')),
  }
}

function remedyOf(plain: EngineTroubleKind | undefined, sudo: EngineTroubleKind | undefined): string {
  const either = [plain, sudo]
  if (either.includes('podman'))
    return 'The docker command here is a stand-in of Podman: set runtime.name to "podman", or install Docker.'
  if (either.includes('not-running')) return 'Start the Docker daemon on the host: systemctl start docker'
  if (plain === 'permission-denied' || sudo === 'sudo-refused' || sudo === 'no-sudo') {
    if (plain === 'not-installed') return notInstalled
    return 'Add the login user to group docker and log in again, or allow it to run docker through sudo without a password.'
  }
  if (either.includes('not-installed')) return notInstalled
  return 'Run docker info on the host as the login user, and mend what it reports.'
}

const notInstalled = 'Install Docker on the host, or put its command on the PATH of logins that are not interactive.'
