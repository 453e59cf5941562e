import type { HostConfig } from '../../model/cluster-config.js'
import type { Findings } from '../../model/findings.js'
import type { ConfigPath } from '../../model/path.js'
import { addressProblem, rangeProblem } from '../../nodeset/address-problem.js'
import { expandNames } from '../../nodeset/expand-names.js'
import { NodesetError } from '../../nodeset/nodeset-error.js'
import type { HostEntry } from './host-entry.js'

/**
 * The hosts that one key or item of `node_dict` stands for; none where the hosts cannot be told, which is a finding.
 */
export function expandHosts({ names: nodeset, host, path, namePath, at }: HostEntry, findings: Findings): HostConfig[] {
  const names = expanded(nodeset, namePath, at, findings)
  const addresses = (key: 'address' | 'vpc_ip' | 'bmc_ip'): readonly (string | null)[] =>
    addressesOf(host?.[key], [...path, key], names.length, findings)
  reportJump(host?.jump, [...path, 'jump'], findings)
  const [own, vpc, bmc] = [addresses('address'), addresses('vpc_ip'), addresses('bmc_ip')]
  return names.map((name, index) => ({
    name,
    address: own[index] ?? null,
    port: host?.port ?? null,
    user: host?.user ?? null,
    jump: host?.jump ?? null,
    vpcIp: vpc[index] ?? null,
    bmcIp: bmc[index] ?? null,
    rackId: said(host?.rack_id),
  }))
}

/** One address for each of `count` hosts; none for an empty text or `n/a`; another number of addresses is a finding. */
function addressesOf(
  text: string | null | undefined,
  path: ConfigPath,
  count: number,
  findings: Findings,
): readonly (string | null)[] {
  const written = said(text)
  if (written === null) return []
  const addresses = expanded(written, path, 'value', findings)
  if (addresses.length === count || findings.within(path)) return addresses
  const amount = addresses.length === 1 ? '1 address' : `${addresses.length} addresses`
  const form = count === 1 ? '' : `, as in 10.0.0.[1-${count}]`
  findings.add(path, `is ${amount} for ${count} host${count === 1 ? '' : 's'}; write one for each${form}`)
  return []
}

/** Reports a jump host whose address or port is none, as those of hosts are reported. */
function reportJump(jump: string | null | undefined, path: ConfigPath, findings: Findings): void {
  if (jump == null || jump === 'none') return
  const problem = jump
    .split(',')
    .map(jumpProblem)
    .find((found) => found !== undefined)
  if (problem !== undefined) findings.add(path, problem)
}

/** What is wrong with one `[user@]host[:port]`, whose form the schema has checked. */
function jumpProblem(way: string): string | undefined {
  const [, bracketed, name, port] = /^(?:\[(.+)\]|([^:]+))(?::(\d+))?$/.exec(way.slice(way.lastIndexOf('@') + 1)) ?? []
  const number = Number(port ?? 22)
  if (number < 1 || number > 65_535) return `has the port ${number} in ${way}; ports are numbers from 1 to 65535`
  if (bracketed !== undefined && !bracketed.includes(':')) return `has [${bracketed}], which is no IPv6 address`
  return addressProblem(bracketed ?? name ?? '')
}

/** What a value says; null for one that says there is none: `NA`, `n/a`, nothing. */
function said(value: string | number | null | undefined): string | null {
  const text = String(value ?? '').trim()
  return /^(?:|n\/?a)$/i.test(text) ? null : text
}

function expanded(text: string, path: ConfigPath, at: 'key' | 'value', findings: Findings): readonly string[] {
  try {
    const range = rangeProblem(text)
    if (range !== undefined) throw new NodesetError(range)
    const names = expandNames(text)
    const problem = names.map(addressProblem).find((found) => found !== undefined)
    if (problem !== undefined) throw new NodesetError(problem)
    return names
  } catch (error) {
    if (!(error instanceof NodesetError)) throw error
    findings.add(path, error.message, at)
    return []
  }
}
