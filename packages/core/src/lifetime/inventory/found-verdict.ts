import type { Inside } from '../inside/inside.js'
import { machineName } from '../owners/owner-text.js'
import type { KnownOwnership } from '../owners/ownership.js'
import type { OwnerStanding } from '../owners/run.js'
import { describeOwner } from '../plan/describe.js'
import type { ContainerKind, Situation } from '../plan/situation.js'
import { mayPrune } from '../plan/verdicts/prune.js'
import type { FoundContainer } from './found-container.js'

/** A verdict with its reason. */
export type Judgement = Pick<FoundContainer, 'verdict' | 'reason'>

/** What a container of a known owner is judged by. */
export interface JudgedBy {
  readonly ownership: KnownOwnership
  readonly inside: Inside | null
  /** Standing of each run that was seen, by its id. */
  readonly standings: ReadonlyMap<string, OwnerStanding>
}

/** The verdict on a container of this kind, whose labels can be read. */
export function foundVerdict(
  situation: Exclude<Situation, 'absent'>,
  kind: ContainerKind,
  judgedBy: JudgedBy,
): Judgement {
  const { labels } = judgedBy.ownership
  if (mayPrune(situation, 'prune')) return { verdict: 'left over', reason: leftReason(situation, judgedBy) }
  switch (kind) {
    case 'of this run':
      return { verdict: 'kept', reason: 'handed over, until it is taken down' }
    case 'being brought up':
      return { verdict: 'in use', reason: broughtUpReason(judgedBy) }
    case 'leftover':
    case 'in use':
      return perhapsUsed(judgedBy)
    case 'persistent':
      return { verdict: 'kept', reason: 'persistent, until it is destroyed' }
    case 'persistent of another machine':
      return { verdict: 'kept', reason: `persistent, made on another machine: ${machineName(labels.owner)}` }
    case 'persistent of somebody else':
      return { verdict: 'kept', reason: `persistent, of user ${labels.owner.user}` }
    case 'unreadable':
    case 'foreign':
      return unreadable
    default:
      return kind satisfies never
  }
}

/** The verdict on a container whose labels nobody can read. */
export const unreadable: Judgement = {
  verdict: 'not known',
  reason: 'its labels are of another version of Berth, or were changed: nothing removes it',
}

function leftReason(situation: Situation, { ownership: { standing }, inside }: JudgedBy): string {
  if (situation.startsWith('stopped')) return 'a per_run container that is stopped serves nobody'
  const facts = inside !== null && 'committed' in inside ? inside : null
  return facts?.committed === false && standing !== 'dead'
    ? 'its up has not come to an end within all limits'
    : 'left behind by a process that is gone'
}

/** A per_run container that nothing says is left over: who uses it, or why nobody can tell. */
function perhapsUsed({ ownership: { by, labels, standing }, inside, standings }: JudgedBy): Judgement {
  if (standing === 'alive') return { verdict: 'in use', reason: 'its process lives' }
  const facts = inside !== null && 'claims' in inside ? inside : null
  const users = (facts?.claims ?? []).filter(({ run }) => standings.get(run) === 'alive')
  if (users.length > 0) return { verdict: 'in use', reason: `used by ${users.map(describeOwner).join(', by ')}` }
  const unknown = (why: string): Judgement => ({ verdict: 'not known', reason: why })
  if (by === 'another machine')
    return unknown(`made on another machine, ${machineName(labels.owner)}, where alone its process can be seen`)
  if (by === 'somebody else' && labels.handedOver && facts?.committed === true)
    return { verdict: 'kept', reason: `handed over by user ${labels.owner.user}, until that user takes it down` }
  if (by === 'somebody else' && standing === 'dead')
    return unknown(`of user ${labels.owner.user}, whose process is gone: a prune by that user removes it`)
  if (by === 'somebody else') return unknown(`of user ${labels.owner.user} on ${machineName(labels.owner)}`)
  if (inside !== null && 'unreadable' in inside) return unknown(`its inside cannot be read: ${inside.unreadable}`)
  const claims = (facts?.claims ?? []).filter(({ run }) => standings.get(run) !== 'dead')
  if (claims.length > 0)
    return unknown(`perhaps used by ${claims.map(describeOwner).join(', by ')}, of which nothing can be told here`)
  return unknown('whether its process lives cannot be told from here')
}

function broughtUpReason({ ownership: { labels }, inside }: JudgedBy): string {
  if (inside !== null && 'unreadable' in inside)
    return `perhaps being brought up, for its process lives and its inside cannot be read: ${inside.unreadable}`
  return `being brought up by run ${inside?.provisioning ?? labels.run}`
}
