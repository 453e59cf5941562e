import { type Privilege, remedySteps, type Section, type Trouble } from '@berth/core/adapter'
import type { Dialect } from '../engine/dialect.js'
import type { EngineInfo } from '../engine/engine-info.js'
import { mendListing } from '../errors/advice.js'
import {
  engineTrouble,
  engineTroubleKind,
  provesNoEngine,
  provesNoOtherEngine,
  wordsOf,
} from '../errors/engine-trouble.js'
import { engineSaid } from '../errors/engine-words.js'
import { ledAstray } from '../errors/led-astray.js'
import { type ListedContainer, parseListed } from './listed-containers.js'

/** One way to an engine, and what was seen there. */
export interface EngineLook {
  readonly reachedBy: 'plain' | 'sudo'
  readonly info: EngineInfo
  /** All containers of the engine, in any state; null if they could not be listed. */
  readonly containers: readonly ListedContainer[] | null
  readonly sections: ReadonlyMap<string, Section>
}

/** The engine to use, or why there is none. */
export type EngineChoice = { readonly look: EngineLook } | { readonly trouble: Trouble }

/**
 * Chooses the engine by what a probe saw: plainly, else through sudo; where these reach different engines, the one that
 * holds the wanted container, else the rootful one.
 */
export function chooseEngine(
  dialect: Dialect,
  sections: ReadonlyMap<string, Section>,
  wanted: { readonly nameOrId: string; readonly privilege: Privilege },
): EngineChoice {
  const tried = new Map<'plain' | 'sudo', Section>()
  for (const by of ['plain', 'sudo'] as const) {
    const section = sections.get(`${by}.info`)
    if (section !== undefined) tried.set(by, section)
  }
  const endpoints = new Map<'plain' | 'sudo', Section>()
  for (const by of tried.keys()) {
    const section = sections.get(`${by}.endpoint`)
    if (section !== undefined) endpoints.set(by, section)
  }
  const plain = lookAt(dialect, 'plain', sections)
  const sudo = lookAt(dialect, 'sudo', sections)
  if (plain === null)
    return sudo === null
      ? { trouble: engineTrouble(dialect, tried, endpoints) }
      : withoutPlain(dialect, sudo, tried.get('plain'), endpoints.get('plain'))
  if (!plain.info.rootless || wanted.privilege !== 'auto') return { look: plain }
  if (sudo === null) return withoutSudo(dialect, plain, tried.get('sudo'), sections.get('groups'))
  if (sudo.info.id !== null && sudo.info.id === plain.info.id) return { look: plain }
  if (plain.containers === null || sudo.containers === null) return { trouble: unlisted(dialect, [plain, sudo]) }
  const plainHolds = holds(plain.containers, wanted.nameOrId)
  const sudoHolds = holds(sudo.containers, wanted.nameOrId)
  if (plainHolds && sudoHolds) return { trouble: bothHold(dialect, wanted.nameOrId) }
  return { look: plainHolds ? plain : sudo }
}

/** What was seen by one way; null where no engine answered. */
export function lookAt(
  dialect: Dialect,
  reachedBy: 'plain' | 'sudo',
  sections: ReadonlyMap<string, Section>,
): EngineLook | null {
  const answer = sections.get(`${reachedBy}.info`)
  const info = answer?.exitCode === 0 ? dialect.parseInfo(answer.stdout) : null
  if (info === null) return null
  const own = new Map<string, Section>()
  for (const [name, section] of sections) {
    if (name.startsWith(`${reachedBy}.`)) own.set(name.slice(reachedBy.length + 1), section)
  }
  const list = own.get('list')
  const containers = list?.exitCode === 0 ? parseListed(list.stdout) : null
  return { reachedBy, info, containers, sections: own }
}

/**
 * What tells an engine from others: its own id, else the device and the inode of its folder; null where nobody knows.
 */
export function engineId({ info: { id }, sections }: EngineLook): string | null {
  const folder = sections.get('folder')
  return id ?? ((folder?.exitCode === 0 && folder.stdout.trim()) || null)
}

/** The engine of sudo alone: one of the login user's own that failed to answer may hold the container. */
function withoutPlain(
  dialect: Dialect,
  sudo: EngineLook,
  answer: Section | undefined,
  endpoint: Section | undefined,
): EngineChoice {
  if (answer === undefined || provesNoOtherEngine(engineTroubleKind(dialect, answer))) return { look: sudo }
  const trouble = cannotBeTold(`sudo -n ${dialect.program} reaches an engine`, dialect.program, answer)
  const led = ledAstray({ dialect, reachedBy: 'plain' }, endpoint)
  if (led === null) return { trouble }
  const remedy = [...remedySteps(led.remedy), 'Or set runtime.privilege to "sudo".']
  return { trouble: { reason: `${trouble.reason}; ${led.cause}`, remedy } }
}

/**
 * A rootless engine alone: a rootful one that failed to answer may hold the container, one that cannot be had does not
 * matter. A sudo that asks for a password says nothing of who may use it; whoever is in a group of administrators may.
 */
function withoutSudo(
  dialect: Dialect,
  plain: EngineLook,
  answer: Section | undefined,
  groups: Section | undefined,
): EngineChoice {
  const kind = answer && engineTroubleKind(dialect, answer)
  const mayUseSudo = kind === 'sudo-password' && /(^|\s)(sudo|wheel|admin)(\s|$)/.test(groups?.stdout ?? '')
  if (kind !== undefined && provesNoEngine(kind) && !mayUseSudo) return { look: plain }
  const { program } = dialect
  return { trouble: cannotBeTold(`${program} reaches a rootless engine`, `sudo -n ${program}`, answer) }
}

function cannotBeTold(reached: string, other: string, answer: Section | undefined): Trouble {
  const said = answer === undefined ? '' : engineSaid(wordsOf(answer))
  return {
    reason: `${reached}, and whether ${other} reaches another cannot be told: ${said || 'no engine answered'}`,
    remedy: 'Let both answer, or set runtime.privilege to "plain" or "sudo" to say which engine is meant.',
  }
}

function holds(containers: readonly ListedContainer[], nameOrId: string): boolean {
  return containers.some(({ id, names }) => id === nameOrId || names.includes(nameOrId))
}

function bothHold({ program }: Dialect, name: string): Trouble {
  return {
    reason: `two engines have a container ${name}: the rootless one that ${program} reaches, and the one that sudo -n ${program} reaches`,
    remedy: 'Set runtime.privilege to "plain" or "sudo" to say which is meant, or remove the other container.',
  }
}

function unlisted(dialect: Dialect, looks: readonly EngineLook[]): Trouble {
  const failing = looks.find(({ containers }) => containers === null)
  const said = engineSaid(failing?.sections.get('list')?.stderr ?? '')
  const { reachedBy = 'plain' } = failing ?? {}
  return {
    reason: `the containers of the engine reached by ${reachedBy} could not be listed: ${said || 'the list could not be read'}`,
    remedy: mendListing({ dialect, reachedBy }),
  }
}
