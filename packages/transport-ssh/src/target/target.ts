import type { HostKeyPolicy, Keepalive } from '../options.js'
import type { Authentication } from './authentication.js'

/** Where a host is reached, as whom, and how both sides prove who they are: with every default filled in. */
export interface Target {
  /** The host's name, as the cluster file or a list of jump hosts writes it. */
  readonly name: string
  readonly address: string
  readonly port: number
  readonly username: string
  /** The name by which known_hosts knows the host. */
  readonly hostKeyName: string
  /**
   * The host key name without its port; undefined for a name that has none. A key that is known by this name is not
   * new.
   */
  readonly hostKeyNameWithoutPort: string | undefined
  readonly hostKeyPolicy: HostKeyPolicy
  readonly knownHosts: KnownHostsFiles
  readonly identities: Identities
  readonly authentication: Authentication
  /** Whether the password may be given to the host. */
  readonly mayHavePassword: boolean
  /** Milliseconds. */
  readonly connectTimeout: number
  readonly keepalive: Keepalive
}

/** The known_hosts files of a target. */
export interface KnownHostsFiles {
  /** At least one path. New keys are written to the first file. */
  readonly paths: readonly [string, ...string[]]
  /** Whether names are written as hashes. */
  readonly hashed: boolean
}

/** Keys that prove the user's identity. */
export interface Identities {
  /** Key files, in the order in which they are tried. */
  readonly files: readonly IdentityFile[]
  /** Socket of an ssh-agent. */
  readonly agent: string | undefined
  /** Whether the agent may be asked for keys that are in none of the files. */
  readonly onlyFiles: boolean
}

/** A file with a private key, or with the public half of a key that an agent holds. */
export interface IdentityFile {
  readonly path: string
  /** Whether the user names the file, so that a missing one is worth a word. */
  readonly named: boolean
  /** `file:line` of the SSH configuration that names the file. Absent: something else names it, or nothing. */
  readonly origin?: string
}

/** The way to a host. */
export interface Route {
  /** Hosts to go through, the nearest first. */
  readonly jumps: readonly Target[]
  readonly target: Target
}

/** The way to the last jump host of a route; undefined where there is none. */
export function routeToJump({ jumps }: Route): Route | undefined {
  const target = jumps.at(-1)
  return target === undefined ? undefined : { jumps: jumps.slice(0, -1), target }
}

/** A route in one line, which no other route shares. */
export function describeRoute({ jumps, target }: Route): string {
  return [...jumps, target].map(({ username, address, port }) => `${username}@[${address}]:${port}`).join(' → ')
}
