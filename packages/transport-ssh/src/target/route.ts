import type { SshTarget } from '../options.js'
import { type AppliedConfig, applySshConfig, type Setting } from '../ssh-config/apply-ssh-config.js'
import { proxyOf } from '../ssh-config/settings.js'
import { SshConfigError } from '../ssh-config/ssh-config-error.js'
import { unsupportedSettings } from '../ssh-config/unsupported-settings.js'
import { type JumpHost, jumpHostsOf, parseJumpHosts } from './jump-hosts.js'
import { makeTarget, type RouteSources } from './make-target.js'
import type { Route, Target } from './target.js'

/**
 * Finds the way to a host: what the caller says of it comes before the SSH configuration, and that before the defaults.
 * Each jump host is looked up likewise. Throws {@link SshConfigError} where there is no way. Pure, but for remarks and
 * variables of the environment.
 */
export function routeTo(host: string, sources: RouteSources): Route {
  return wayTo({ host, user: undefined, port: undefined }, undefined, [], sources)
}

/**
 * More jump hosts in a chain than any network has: where each name is made of the last, the chain would go on for ever.
 */
const longestWay = 16

/** How a host came to be a jump host. */
interface Jumping {
  /** Whether the caller names the jump host, rather than the SSH configuration. */
  readonly byCaller: boolean
}

function wayTo(to: JumpHost, jumping: Jumping | undefined, chain: readonly string[], sources: RouteSources): Route {
  if (chain.includes(to.host) || chain.length > longestWay) throw loopError([...chain, to.host])
  const { named, config, target } = lookUp(to, jumping, sources)
  const { jumps, byCaller } = jumpsOf(target, named, config)
  const [first, ...others] = jumps
  if (first === undefined) return { jumps: [], target }
  const way = wayTo(first, { byCaller }, [...chain, to.host], sources)
  // Only the first may have a way of its own: the others are reached through the one before them.
  const behind = others.map((other) => lookUp(other, { byCaller }, sources).target)
  return { jumps: [...way.jumps, way.target, ...behind], target }
}

interface LookedUp {
  readonly named: SshTarget | undefined
  readonly config: AppliedConfig
  readonly target: Target
}

function lookUp(to: JumpHost, jumping: Jumping | undefined, sources: RouteSources): LookedUp {
  const { options, nodes, localUser, remark } = sources
  const named = typeof options.hosts === 'function' ? options.hosts(to.host) : options.hosts?.get(to.host)
  // The user of the cluster is not the user of every host on the way to it.
  const isOfCluster = jumping === undefined || named !== undefined
  const user = to.user ?? named?.username ?? (isOfCluster ? options.username : undefined)
  const config = applySshConfig(nodes, { host: to.host, user, localUser })
  for (const text of [...config.remarks, ...unsupportedSettings(config)]) remark(text)
  const mayHavePassword = isOfCluster || jumping.byCaller
  const target = makeTarget({ to, named, user, mayHavePassword }, config, sources)
  return { named, config, target }
}

function jumpsOf(
  target: Target,
  named: SshTarget | undefined,
  config: AppliedConfig,
): { readonly jumps: readonly JumpHost[]; readonly byCaller: boolean } {
  if (named?.jump !== undefined)
    return { jumps: parseJumpHosts(named.jump, `"jump" of ${target.name}`), byCaller: true }
  const proxy = proxyOf(config)
  if (proxy === undefined) return { jumps: [], byCaller: false }
  if (proxy.keyword === 'proxycommand') throw proxyCommandError(proxy)
  return { jumps: jumpHostsOf(proxy, target), byCaller: false }
}

function proxyCommandError({ origin, text: command }: Setting): SshConfigError {
  const jump = /^(?:\S*\/)?ssh\s(?:.*\s)?-W\s*\S+\s+(?:.*\s)?(\S+)$|^(?:\S*\/)?ssh\s+([^\s-]\S*)\s+nc\s/.exec(command)
  const host = jump?.[1] ?? jump?.[2] ?? 'HOST'
  return new SshConfigError(
    `${origin} has the ProxyCommand "${command}", which is not supported`,
    `Write "ProxyJump ${host}" there, or name the hosts on the way as "jump" in the cluster file ("none" to connect directly).`,
  )
}

function loopError(chain: readonly string[]): SshConfigError {
  const again = chain.at(-1) ?? ''
  return new SshConfigError(
    `the way leads in a circle, or never ends: ${chain.join(' → ')}`,
    `Give ${again} a way of its own, before what applies to all hosts: "ProxyJump none" in the SSH configuration, or "jump": "none".`,
  )
}
