import { userInfo } from 'node:os'
import { readSshConfig } from '../../../src/config-files/read-ssh-config.js'
import { applySshConfig } from '../../../src/ssh-config/apply-ssh-config.js'
import { proxyOf } from '../../../src/ssh-config/settings.js'
import { SshConfigError } from '../../../src/ssh-config/ssh-config-error.js'
import { jumpHostsOf } from '../../../src/target/jump-hosts.js'
import { knownHostsName } from '../../../src/target/known-hosts-name.js'
import { makeTarget } from '../../../src/target/make-target.js'
import type { ConfigAnswer } from './config-answer.js'

/** What Berth makes of a configuration; a text where it refuses the host. */
export function asBerth(home: string, host: string): ConfigAnswer | string {
  try {
    return answerOf(home, host)
  } catch (error) {
    if (error instanceof SshConfigError) return error.message
    throw error
  }
}

function answerOf(home: string, host: string): ConfigAnswer {
  const localUser = userInfo().username
  const file = { path: `${home}/.ssh/config`, folder: `${home}/.ssh`, mayNameHomes: true, isChecked: false }
  const nodes = readSshConfig([file], { user: localUser, home })
  const config = applySshConfig(nodes, { host, user: undefined, localUser })
  const target = makeTarget(
    { to: { host, user: undefined, port: undefined }, named: undefined, user: undefined, mayHavePassword: false },
    config,
    { options: {}, nodes, localUser, home, agent: 'environment', remark: () => undefined },
  )
  const { address, port, identities, hostKeyName } = target
  const proxy = proxyOf(config)
  const isCommand = proxy?.keyword === 'proxycommand'
  return {
    address,
    port,
    user: target.username,
    alias: hostKeyName === knownHostsName(address, port) ? undefined : hostKeyName,
    policy: target.hostKeyPolicy,
    knownHosts: target.knownHosts.paths.join(' '),
    hashed: target.knownHosts.hashed,
    identities: identities.files.some(({ named }) => !named)
      ? 'defaults'
      : identities.files.map(({ path }) => path).join(' '),
    onlyFiles: identities.onlyFiles,
    agent: identities.agent,
    connectTimeout: target.connectTimeout,
    aliveInterval: target.keepalive.interval,
    aliveCountMax: target.keepalive.unanswered,
    methods: target.authentication.methods,
    command: isCommand ? proxy.text : undefined,
    jumps: proxy === undefined || isCommand ? [] : jumpHostsOf(proxy, target),
  }
}
