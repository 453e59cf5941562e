import { type InventoryTrouble, remedySteps, type Section } from '@berth/core/adapter'
import type { Dialect, EngineTroubleKind } from '../engine/dialect.js'
import { engineTrouble, engineTroubleKind, provesNoEngine, provesNoOtherEngine } from '../errors/engine-trouble.js'
import { type EngineLook, engineId, lookAt } from '../observe/choose-engine.js'

/** The engines that answered, each once, and why others that may be there did not. */
export interface ReachedEngines {
  readonly looks: readonly EngineLook[]
  readonly troubles: readonly InventoryTrouble[]
}

const ways = ['plain', 'sudo'] as const

/** The engines that a program has reached, by its answers. A host that has no engine at all has no trouble either. */
export function reachedEngines(dialect: Dialect, sections: ReadonlyMap<string, Section>): ReachedEngines {
  const found = ways.flatMap((by) => lookAt(dialect, by, sections) ?? [])
  const [first, second] = found
  const isOne = first !== undefined && second !== undefined && engineId(first) === engineId(second)
  const looks = isOne && engineId(first) !== null ? [first] : found
  const failed = ways.filter((by) => sections.has(`${by}.info`) && !found.some(({ reachedBy }) => reachedBy === by))
  const kinds = new Map(failed.map((by) => [by, kindOf(dialect, by, sections)]))
  const counts = looks.length === 0 ? !isWithoutEngine(kinds) : failed.some((by) => mayHideEngine(by, kinds.get(by)))
  return { looks, troubles: counts ? [troubleOf(dialect, failed, sections)] : [] }
}

function kindOf(dialect: Dialect, by: 'plain' | 'sudo', sections: ReadonlyMap<string, Section>): EngineTroubleKind {
  const section = sections.get(`${by}.info`)
  return section === undefined ? 'unclear' : engineTroubleKind(dialect, section)
}

/** Whether the failures of all ways say that there is no engine of this kind that the login could have. */
function isWithoutEngine(kinds: ReadonlyMap<'plain' | 'sudo', EngineTroubleKind>): boolean {
  const notThere: readonly EngineTroubleKind[] = ['not-installed', 'podman']
  const [plain, sudo] = [kinds.get('plain'), kinds.get('sudo')]
  if (plain === undefined) return sudo !== undefined && notThere.includes(sudo)
  if (!notThere.includes(plain)) return false
  // A sudo that does not work for this login says nothing of a command that is not there.
  return sudo === undefined || sudo === 'sudo-broken' || provesNoEngine(sudo)
}

/** Whether a way that failed beside one that did not may lead to an engine of its own. */
function mayHideEngine(by: 'plain' | 'sudo', kind: EngineTroubleKind = 'unclear'): boolean {
  return by === 'plain' ? !provesNoOtherEngine(kind) : !provesNoEngine(kind)
}

function troubleOf(
  dialect: Dialect,
  failed: readonly ('plain' | 'sudo')[],
  sections: ReadonlyMap<string, Section>,
): InventoryTrouble {
  const told = (what: string): Map<'plain' | 'sudo', Section> =>
    new Map(
      failed.flatMap((by) => {
        const section = sections.get(`${by}.${what}`)
        return section === undefined ? [] : [[by, section] as const]
      }),
    )
  const { reason, remedy } = engineTrouble(dialect, told('info'), told('endpoint'))
  return { reason, remedy: remedySteps(remedy) }
}
