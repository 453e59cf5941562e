import { groupHosts, hostsText } from '../../../errors/index.js'
import { isOurs } from '../../owners/ownership.js'
import { differenceText, specDifferences } from '../../spec/requested-spec.js'
import type { UpContext } from '../decision.js'
import type { HostPlan } from '../plan.js'

/**
 * Warnings for containers that are kept although they were made with another spec: each difference by name, equal
 * differences once.
 */
export function specWarnings({ situations, input }: UpContext, hosts: ReadonlyMap<string, HostPlan>): string[] {
  const texts = new Map<string, string>()
  for (const { host, ownership } of situations) {
    const action = hosts.get(host)?.action
    if (!isOurs(ownership) || (action !== 'use' && action !== 'restart')) continue
    const differences = specDifferences(ownership.labels.spec, input.container)
    if (differences === null)
      texts.set(host, 'its spec label cannot be read, so whether it is what the cluster file asks for is unknown')
    else if (differences.length > 0) texts.set(host, differences.map(differenceText).join('; '))
  }
  return groupHosts(texts).map(
    ({ hosts: alike, value }) =>
      `${hostsText(alike)}: the container was made with another spec, and is kept as it is (it has → asked for): ${value}`,
  )
}
