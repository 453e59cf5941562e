import { createHash } from 'node:crypto'
import { clientConfig } from './files/client-config.js'
import { knownHosts } from './files/known-hosts.js'
import { serverConfig } from './files/server-config.js'
import type { Inspection } from './inspection.js'

/** The public halves of the cluster's keys. */
export interface PublicKeys {
  readonly hostKey: string
  readonly clientKey: string
}

/** What every container's set-up is made from. */
export interface SshdSettings {
  /** TCP port. */
  readonly port: number
  /** Every name and address that any host of the cluster is reached by. */
  readonly names: readonly string[]
  readonly keys: PublicKeys
}

/** What is to be done for the sshd of one container. */
export interface SshdPlan {
  /**
   * `nothing`: all files are as they should be, and sshd runs. `files`: only files are installed; the running sshd is
   * left alone.
   */
  readonly action: 'nothing' | 'files' | 'start' | 'restart'
  readonly serverConfig: string
  readonly clientConfig: string
  readonly knownHosts: string
  readonly authorizedKeys: string
  /** Digest of all public files. */
  readonly installed: string
  /** Digest of the settings that sshd itself is started with. */
  readonly started: string
}

/** Decides what is to be done for the sshd of one container, and composes the files. */
export function planSshd({ port, names, keys }: SshdSettings, inspection: Inspection): SshdPlan {
  const { environment, version, running } = inspection
  const files = {
    serverConfig: serverConfig({ port, environment, version }),
    clientConfig: clientConfig(names, port),
    knownHosts: knownHosts(names, port, keys.hostKey),
    authorizedKeys: `${keys.clientKey} berth\n`,
  }
  const started = digest([files.serverConfig, keys.hostKey])
  const installed = digest([...Object.values(files), keys.hostKey, keys.clientKey])
  const complete =
    inspection.installed === installed && inspection.hostKey === keys.hostKey && inspection.clientKey === keys.clientKey
  return { action: action(), ...files, installed, started }

  function action(): SshdPlan['action'] {
    if (!running) return 'start'
    if (inspection.started !== started) return 'restart'
    return complete ? 'nothing' : 'files'
  }
}

/**
 * Which container's keys the whole cluster takes: those that most running sshds have, else most containers, else those
 * of the first host in sorted order; null if none has a whole set, and keys must be made.
 */
export function keysToKeep(inspections: ReadonlyMap<string, Inspection>): { host: string; keys: PublicKeys } | null {
  const votes = new Map<string, { host: string; keys: PublicKeys; votes: number }>()
  for (const [host, { hostKey, clientKey, running }] of [...inspections].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (hostKey === null || clientKey === null) continue
    const identity = `${hostKey}\n${clientKey}`
    const group = votes.get(identity) ?? { host, keys: { hostKey, clientKey }, votes: 0 }
    votes.set(identity, { ...group, votes: group.votes + (running ? inspections.size + 1 : 1) })
  }
  const [winner] = [...votes.values()].sort((a, b) => b.votes - a.votes)
  return winner === undefined ? null : { host: winner.host, keys: winner.keys }
}

function digest(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex')
}
