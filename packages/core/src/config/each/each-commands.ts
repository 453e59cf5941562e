import type { Command } from '../../contract/index.js'
import { hostsText } from '../../errors/index.js'
import { describeValue } from '../check/expectation.js'
import { oddCharacter } from '../check/odd-character.js'
import type { ClusterConfig } from '../model/cluster-config.js'
import type { Findings } from '../model/findings.js'
import type { ConfigPath } from '../model/path.js'
import { membersOfGroup } from '../nodeset/members-of-group.js'
import { NodesetError } from '../nodeset/nodeset-error.js'
import { selectNodes } from '../nodeset/select-nodes.js'

/** The command of each host; null for a host that is to have none. */
export type EachCommands = ReadonlyMap<string, Command | null>

/**
 * The commands that a file has for the hosts of a call: a map of hosts or nodesets, of which those that are no hosts of
 * the call are left aside, or a list in the hosts' order. Each host of the call must have one, if only null, and no
 * host two: what is wrong is added to the findings.
 */
export function eachCommands(
  value: unknown,
  called: readonly string[],
  { hosts, groups }: Pick<ClusterConfig, 'hosts' | 'groups'>,
  findings: Findings,
): EachCommands {
  if (Array.isArray(value)) return commandsOfList(value, called, findings)
  if (typeof value !== 'object' || value === null) {
    findings.add([], `is ${describeValue(value, {})}; expected a map of hosts to commands, or a list of commands`)
    return new Map()
  }
  const known = { hosts: hosts.map(({ name }) => name), membersOf: membersOfGroup(groups) }
  const meantBy = new Map<string, string>()
  const commands = new Map<string, Command | null>()
  for (const [nodeset, given] of Object.entries(value)) {
    const command = commandAt([nodeset], given, findings)
    const meant = hostsOf(nodeset, known, findings)
    const twice = new Map<string, string[]>()
    for (const host of meant) {
      const before = meantBy.get(host)
      if (before === undefined) meantBy.set(host, nodeset)
      else twice.get(before)?.push(host) ?? twice.set(before, [host])
      commands.set(host, command)
    }
    if (twice.size > 0) findings.add([nodeset], meansTwice(twice), 'key')
  }
  const without = called.filter((host) => !commands.has(host))
  if (without.length > 0 && findings.all.length === 0) {
    const advice = 'add them, with null where nothing is to run, or choose the others with --hosts'
    findings.add([], `has no command for ${hostsText(without)}; ${advice}`)
  }
  return new Map(called.map((host) => [host, commands.get(host) ?? null]))
}

function commandsOfList(list: readonly unknown[], called: readonly string[], findings: Findings): EachCommands {
  const commands = list.map((given, index) => commandAt([index], given, findings))
  if (list.length !== called.length) {
    const advice = "a list has one for each host of the call, in the cluster file's order, null where nothing is to run"
    findings.add([], `has ${list.length} commands for ${called.length} hosts, ${hostsText(called)}; ${advice}`)
  }
  return new Map(called.map((host, index) => [host, commands[index] ?? null]))
}

/** What is wrong with a nodeset, of the hosts that each nodeset before it means already. */
function meansTwice(hosts: ReadonlyMap<string, readonly string[]>): string {
  const pairs = [...hosts].map(([before, some]) => `${hostsText(some)}, which "${before}" means already`)
  return `means ${pairs.join(', and ')}; name each host once`
}

function hostsOf(nodeset: string, known: Parameters<typeof selectNodes>[1], findings: Findings): readonly string[] {
  try {
    return selectNodes(nodeset, known)
  } catch (error) {
    if (!(error instanceof NodesetError)) throw error
    findings.add([nodeset], error.message, 'key')
    return []
  }
}

function commandAt(path: ConfigPath, given: unknown, findings: Findings): Command | null {
  if (given === null) return null
  const odd = [given].flat().map((word: unknown) => (typeof word === 'string' ? oddCharacter(word) : undefined))
  const [first] = odd.filter((found) => found !== undefined)
  if (first !== undefined) {
    findings.add(path, `has ${first}, which no program can be given; take it out`)
    return null
  }
  if (typeof given === 'string' && given.trim() !== '') return given
  const isWords = Array.isArray(given) && given.length > 0 && given.every((word) => typeof word === 'string')
  if (isWords && given[0] !== '') return given
  const expected = 'a text, which a shell runs, a list of words (texts, in quotes where they are numbers), or null'
  findings.add(path, `is no command; expected ${expected}`)
  return null
}
