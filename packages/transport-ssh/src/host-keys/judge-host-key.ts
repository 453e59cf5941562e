import { createHash } from 'node:crypto'
import { isAbout, type KnownHostsEntry, keyTypeOf } from './known-hosts.js'

/** What known_hosts says of a key that a host presents. */
export type HostKeyVerdict =
  | { readonly verdict: 'known' | 'new' }
  /** The host is known, by another key. `entry` is one of the same type where there is one. */
  | { readonly verdict: 'changed' | 'revoked'; readonly entry: KnownHostsEntry }

/**
 * Judges a key. A host that is known by any key is never `new`: otherwise whoever sits in between only needs to present
 * another type of key than the one that is known.
 */
export function judgeHostKey(entries: readonly KnownHostsEntry[], name: string, key: Buffer): HostKeyVerdict {
  const base64 = key.toString('base64')
  const revoked = entries.find((entry) => entry.marker === 'revoked' && entry.key === base64 && isAbout(entry, name))
  if (revoked !== undefined) return { verdict: 'revoked', entry: revoked }
  const own = keysOf(entries, name)
  if (own.some((entry) => entry.key === base64)) return { verdict: 'known' }
  const entry = own.find(({ keyType }) => keyType === keyTypeOf(key)) ?? own[0]
  return entry === undefined ? { verdict: 'new' } : { verdict: 'changed', entry }
}

/** The names by which known_hosts may know a host. */
export interface HostKeyNames {
  readonly name: string
  /**
   * That without its port, if it has one: of the sshd on the usual port, which the one on this port may share its keys
   * with.
   */
  readonly withoutPort: string | undefined
}

/**
 * Judges the key of a host that may be known by two names, as OpenSSH does: what is not known by its port may be known
 * without. A host that is known by another key without its port is `new` all the same, since two programs may listen
 * there. A key that is revoked by either name is `revoked`.
 */
export function judgePresentedKey(
  entries: readonly KnownHostsEntry[],
  { name, withoutPort }: HostKeyNames,
  key: Buffer,
): HostKeyVerdict {
  const verdict = judgeHostKey(entries, name, key)
  if (withoutPort === undefined) return verdict
  const other = judgeHostKey(entries, withoutPort, key)
  if (other.verdict === 'revoked') return other
  return verdict.verdict === 'new' && other.verdict === 'known' ? other : verdict
}

/** The entries that are about a host, by any of its names. */
export function entriesAbout(
  entries: readonly KnownHostsEntry[],
  { name, withoutPort }: HostKeyNames,
): readonly KnownHostsEntry[] {
  return entries.filter((entry) => isAbout(entry, name) || (withoutPort !== undefined && isAbout(entry, withoutPort)))
}

/** The line that lets an authority vouch for a host by certificates, if there is one among those about it. */
export function authorityOf(about: readonly KnownHostsEntry[]): KnownHostsEntry | undefined {
  return about.find(({ marker }) => marker === 'cert-authority')
}

/**
 * Signature algorithms to ask a host for: those of the keys that it is known by first, so that it presents one of these
 * if it still has it.
 */
export function hostKeyAlgorithms(
  entries: readonly KnownHostsEntry[],
  { name, withoutPort }: HostKeyNames,
): readonly string[] {
  const own = keysOf(entries, name)
  const keys = own.length > 0 || withoutPort === undefined ? own : keysOf(entries, withoutPort)
  const types = new Set(keys.map(({ keyType }) => keyType))
  const known = preferred.filter(({ keyType }) => types.has(keyType))
  const unknown = preferred.filter(({ keyType }) => !types.has(keyType))
  return [...known, ...unknown].flatMap(({ algorithms }) => algorithms)
}

/** A key as OpenSSH shows it: `SHA256:…`. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}

function keysOf(entries: readonly KnownHostsEntry[], name: string): readonly KnownHostsEntry[] {
  return entries.filter((entry) => entry.marker === 'none' && isAbout(entry, name))
}

/** What ssh2 can verify, best first. RSA with SHA-1 is left out, as OpenSSH leaves it out. */
const preferred: readonly { readonly keyType: string; readonly algorithms: readonly string[] }[] = [
  { keyType: 'ssh-ed25519', algorithms: ['ssh-ed25519'] },
  { keyType: 'ecdsa-sha2-nistp256', algorithms: ['ecdsa-sha2-nistp256'] },
  { keyType: 'ecdsa-sha2-nistp384', algorithms: ['ecdsa-sha2-nistp384'] },
  { keyType: 'ecdsa-sha2-nistp521', algorithms: ['ecdsa-sha2-nistp521'] },
  { keyType: 'ssh-rsa', algorithms: ['rsa-sha2-512', 'rsa-sha2-256'] },
]
