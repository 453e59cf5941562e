import type { ImageIdentity } from '../contract/index.js'
import { compareHosts, sortHosts } from '../errors/hosts/sort-hosts.js'
import { compareIdentities, type IdentityComparison } from './compare-identities.js'
import { type ImageClass, imageClasses } from './image-class.js'

/** The hosts in groups by image, and the verdict over all of them. */
export interface ImageGrouping {
  /**
   * The worst verdict between any two hosts: `different`, then `incomparable`, then `same layers only`, then `same`.
   */
  readonly verdict: IdentityComparison['verdict']
  /** Hosts with one and the same image, the largest group first. */
  readonly groups: readonly ImageGroup[]
}

/** Hosts that provably have one image. */
export interface ImageGroup {
  readonly hosts: readonly string[]
  /** The distinct identities that hosts of the group have, as different image stores show one image. */
  readonly identities: readonly ImageIdentity[]
}

/**
 * Groups hosts by image. Sameness is carried over: A and B by config digest, B and C by manifest digest, so A and C are
 * the same, though they have nothing to compare. A difference is not overruled in this way, unless the difference was
 * only presumed.
 */
export function groupImages(identities: readonly (readonly [host: string, identity: ImageIdentity])[]): ImageGrouping {
  const classes = imageClasses(identities)
  const components = connect(classes)
  const groups = components
    .flatMap((component) => (contradicts(component) ? component.map((one) => [one]) : [component]))
    .map((members) => ({ members, ...toGroup(members) }))
    .sort((a, b) => b.hosts.length - a.hosts.length || compareHosts(a.hosts[0] ?? '', b.hosts[0] ?? ''))

  const verdicts = new Set<IdentityComparison['verdict']>(groups.map(({ members }) => withinGroup(members)))
  groups.forEach((a, index) => {
    for (const b of groups.slice(index + 1)) verdicts.add(betweenGroups(a.members, b.members))
  })
  const verdict =
    (['different', 'incomparable', 'same layers only'] as const).find((one) => verdicts.has(one)) ?? 'same'
  return { verdict, groups: groups.map(({ hosts, identities }) => ({ hosts, identities })) }
}

/** Connected components of "same". */
function connect(classes: readonly ImageClass[]): ImageClass[][] {
  let components: ImageClass[][] = []
  for (const next of classes) {
    const joins = (component: readonly ImageClass[]): boolean =>
      component.some(({ identity }) => compareIdentities(identity, next.identity).verdict === 'same')
    const joined = components.filter(joins)
    components = [...components.filter((component) => !joined.includes(component)), [...joined.flat(), next]]
  }
  return components
}

/**
 * Whether two members of a component are proved different, as an index that some hosts resolved for another platform
 * makes them.
 */
function contradicts(component: readonly ImageClass[]): boolean {
  return pairs(component).some(([a, b]) => {
    const { verdict, by } = compareIdentities(a.identity, b.identity)
    return verdict === 'different' && by !== 'manifest digest'
  })
}

/** Hosts with equal records are not the same yet: the records may hold layers only, or nothing. */
function withinGroup(members: readonly ImageClass[]): IdentityComparison['verdict'] {
  const [first, ...others] = members
  const isOneRecord = first !== undefined && others.length === 0 && first.hosts.length > 1
  return isOneRecord ? compareIdentities(first.identity, first.identity).verdict : 'same'
}

function betweenGroups(a: readonly ImageClass[], b: readonly ImageClass[]): IdentityComparison['verdict'] {
  const verdicts = a.flatMap((one) => b.map((other) => compareIdentities(one.identity, other.identity).verdict))
  // The hosts of one group have the same image, so the verdict of any pair holds for both groups: evidence beats the
  // lack of it. "same" is left between parts of a component that contradicts itself; another of its pairs decides.
  return (
    (['different', 'same layers only', 'same'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'incomparable'
  )
}

function toGroup(members: readonly ImageClass[]): ImageGroup {
  return {
    hosts: sortHosts(members.flatMap(({ hosts }) => hosts)),
    identities: members.map(({ identity }) => identity),
  }
}

function pairs<Item>(items: readonly Item[]): [Item, Item][] {
  return items.flatMap((a, index) => items.slice(index + 1).map((b): [Item, Item] => [a, b]))
}
