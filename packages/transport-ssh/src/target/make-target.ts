import { join } from 'node:path'
import type { HostKeyPolicy, SshTarget, SshTransportOptions } from '../options.js'
import type { AppliedConfig } from '../ssh-config/apply-ssh-config.js'
import type { ConfigNode } from '../ssh-config/config-node.js'
import { expandPath, expandTokens, machineTokens, type Tokens } from '../ssh-config/expand-tokens.js'
import {
  choiceOf,
  flagOf,
  millisecondsOf,
  numberOf,
  oneValueOf,
  portOf,
  settingOf,
  textOf,
} from '../ssh-config/settings.js'
import { authenticationOf } from './authentication.js'
import type { JumpHost } from './jump-hosts.js'
import { knownHostsName } from './known-hosts-name.js'
import type { Identities, IdentityFile, KnownHostsFiles, Target } from './target.js'

/** The options and facts of this machine that routes are made from. */
export interface RouteSources {
  readonly options: SshTransportOptions
  /** Of the SSH configuration. */
  readonly nodes: readonly ConfigNode[]
  /** The user who runs Berth, and their home directory. */
  readonly localUser: string
  readonly home: string
  /** Socket that `SSH_AUTH_SOCK` names. */
  readonly agent: string | undefined
  /** Told of each setting that applies and is not supported. */
  readonly remark: (text: string) => void
}

/** The part of a target that is settled before the SSH configuration is asked. */
export interface TargetRequest {
  readonly to: JumpHost
  readonly named: SshTarget | undefined
  readonly user: string | undefined
  readonly mayHavePassword: boolean
}

/** Makes a target, filled in from the SSH configuration and the defaults. Throws `SshConfigError`. */
export function makeTarget(request: TargetRequest, config: AppliedConfig, sources: RouteSources): Target {
  const { to, named, mayHavePassword } = request
  const { options, localUser, home } = sources
  const { port: writtenPort, host: name } = to
  const address = named?.address ?? addressOf(config, name)
  const port = writtenPort ?? named?.port ?? portOf(config) ?? 22
  const username = request.user ?? textOf(config, 'user') ?? localUser
  const alias = textOf(config, 'hostkeyalias')?.toLowerCase()
  const tokens: Tokens = {
    ...machineTokens(),
    d: home,
    h: address,
    k: alias ?? name,
    n: name,
    p: String(port),
    r: username,
    u: localUser,
  }
  return {
    name,
    address,
    port,
    username,
    hostKeyName: alias ?? knownHostsName(address, port),
    hostKeyNameWithoutPort: alias === undefined && port !== 22 ? knownHostsName(address, 22) : undefined,
    hostKeyPolicy: options.hostKeyPolicy ?? policyOf(config),
    knownHosts: knownHostsOf(config, tokens, options),
    identities: identitiesOf(config, tokens, sources),
    authentication: authenticationOf(config),
    mayHavePassword,
    connectTimeout: options.connectTimeout ?? (millisecondsOf(config, 'connecttimeout') || 10_000),
    keepalive: options.keepalive ?? {
      interval: millisecondsOf(config, 'serveraliveinterval') || 15_000,
      unanswered: numberOf(config, 'serveralivecountmax') || 3,
    },
  }
}

/** In small letters, as ssh has it: the name service makes no difference. */
function addressOf(config: AppliedConfig, name: string): string {
  const setting = settingOf(config, 'hostname')
  return (setting ? expandTokens(setting.words[0], { h: name }, setting.origin) : name).toLowerCase()
}

/** The policy that `StrictHostKeyChecking` asks for. `ask` counts as unset: there may be nobody to answer. */
function policyOf(config: AppliedConfig): HostKeyPolicy {
  const choices = ['yes', 'true', 'no', 'off', 'false', 'ask', 'accept-new'] as const
  const choice = choiceOf(config, choices, 'stricthostkeychecking') ?? 'ask'
  switch (choice) {
    case 'yes':
    case 'true':
      return 'strict'
    case 'no':
    case 'off':
    case 'false':
      return 'off'
    case 'ask':
    case 'accept-new':
      return 'accept-new'
    default:
      return choice satisfies never
  }
}

function knownHostsOf(config: AppliedConfig, tokens: Tokens, { knownHostsFile }: SshTransportOptions): KnownHostsFiles {
  const hashed = flagOf(config, 'hashknownhosts') ?? false
  if (knownHostsFile !== undefined) return { paths: [knownHostsFile], hashed }
  const pathsOf = (keyword: string, defaults: readonly string[]): readonly string[] => {
    const directive = config.first(keyword)
    if (directive === undefined) return defaults
    return directive.words
      .filter((word) => !/^none$/i.test(word))
      .map((word) => expandPath(word, tokens, directive.origin))
  }
  const folder = join(tokens.d ?? '', '.ssh')
  const [first = '/dev/null', ...others] = pathsOf('userknownhostsfile', [
    join(folder, 'known_hosts'),
    join(folder, 'known_hosts2'),
  ])
  const global = pathsOf('globalknownhostsfile', ['/etc/ssh/ssh_known_hosts', '/etc/ssh/ssh_known_hosts2'])
  return { paths: [first, ...others, ...global], hashed }
}

function identitiesOf(config: AppliedConfig, tokens: Tokens, sources: RouteSources): Identities {
  const { options } = sources
  return {
    files: identityFilesOf(config, tokens, options),
    agent: options.agent === undefined ? agentOf(config, tokens, sources.agent) : options.agent || undefined,
    onlyFiles: flagOf(config, 'identitiesonly') ?? false,
  }
}

function identityFilesOf(
  config: AppliedConfig,
  tokens: Tokens,
  { privateKeyFile }: SshTransportOptions,
): readonly IdentityFile[] {
  if (privateKeyFile !== undefined) return [{ path: privateKeyFile, named: true }]
  const directives = config.all('identityfile', 'identityfile2')
  if (directives.length === 0) {
    const names = ['id_ed25519', 'id_ecdsa', 'id_rsa', 'id_ed25519_sk', 'id_ecdsa_sk']
    return names.map((name) => ({ path: join(tokens.d ?? '', '.ssh', name), named: false }))
  }
  const named = new Map<string, string>()
  for (const setting of directives) {
    const path = expandPath(oneValueOf(setting), tokens, setting.origin)
    if (!named.has(path)) named.set(path, setting.origin)
  }
  return [...named].filter(([path]) => !/^none$/i.test(path)).map(([path, origin]) => ({ path, named: true, origin }))
}

function agentOf(config: AppliedConfig, tokens: Tokens, fromEnvironment: string | undefined): string | undefined {
  const directive = config.first('identityagent')
  const text = textOf(config, 'identityagent')
  if (directive === undefined || text === undefined || text === 'SSH_AUTH_SOCK') return fromEnvironment
  if (/^none$/i.test(text)) return undefined
  return expandPath(
    text.replace(/^\$(\w+)$/, (_, name: string) => `\${${name}}`),
    tokens,
    directive.origin,
  )
}
