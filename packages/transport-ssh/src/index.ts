import { homeDirectory, printable, type Transport, userName } from '@berth/core/adapter'
import { configFilesOf } from './config-files/config-file.js'
import { readSshConfig } from './config-files/read-ssh-config.js'
import { KnownHostsSets } from './host-keys/known-hosts-set.js'
import { newHostKeyText } from './host-keys/new-host-key-text.js'
import { KeyFiles } from './login/key-files.js'
import type { SshTransportOptions } from './options.js'
import type { ConfigNode } from './ssh-config/config-node.js'
import { unknownKeywords } from './ssh-config/unknown-keywords.js'
import { routeTo } from './target/route.js'
import { SshTransport } from './transport.js'

export type { HostKeyPolicy, Keepalive, NewHostKey, SecretOption, SshTarget, SshTransportOptions } from './options.js'

/**
 * A transport that reaches hosts over SSH. Nothing is connected, and no file read, before the first `connect`.
 *
 * What the options leave open is taken from `~/.ssh/config` and `/etc/ssh/ssh_config`, jump hosts among it; reading
 * them runs nothing.
 *
 * Each host has one connection, which all work on it shares. A connection that is lost ends the commands that run on it
 * with `endedBy: 'lost'`; they are not run again. The next command on the host connects anew first. A jump host has one
 * connection, shared by all hosts behind it and closed with the last of them. A host that hangs up before the login,
 * which has no place for one perhaps, is asked again until `connectTimeout` is over.
 *
 * @example
 * const transport = sshTransport({ username: 'me', privateKeyFile: '/home/me/.ssh/id_ed25519' })
 * const host = await transport.connect('node1')
 * const { stdout } = await host.exec(['hostname'])
 * await transport.close()
 */
export function sshTransport(options: SshTransportOptions = {}): Transport {
  const { simultaneousHandshakes = 32, password, passphrase } = options
  const onWarning = options.onWarning ?? ((message) => process.emitWarning(message, { code: 'BERTH_WARNING' }))
  const warn = (message: string): void => onWarning(printable(message))
  const home = homeDirectory() ?? '/'
  const configFiles = configFilesOf(options.configFiles, home)
  const remarked = new Set<string>()
  const remark = (text: string): void => {
    if (remarked.has(text)) return
    remarked.add(text)
    warn(text)
  }
  let read: { readonly nodes: readonly ConfigNode[]; readonly remarks: readonly string[] } | undefined
  return new SshTransport({
    routeTo: (host, collect) => {
      const localUser = userName()
      if (read === undefined) {
        const nodes = readSshConfig(configFiles, { user: localUser, home })
        read = { nodes, remarks: unknownKeywords(nodes) }
      }
      const tell = (text: string): void => {
        if (collect === undefined) remark(text)
        else {
          remarked.add(text)
          collect(text)
        }
      }
      for (const text of read.remarks) tell(text)
      const agent = process.env.SSH_AUTH_SOCK || undefined
      return routeTo(host, { options, nodes: read.nodes, localUser, home, agent, remark: tell })
    },
    keyFiles: new KeyFiles(passphrase, remark),
    password,
    knownHosts: new KnownHostsSets(warn),
    simultaneousHandshakes,
    onWarning: warn,
    onNewHostKey: options.onNewHostKey ?? ((key) => warn(newHostKeyText(key))),
  })
}
