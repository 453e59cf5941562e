import { createHash } from 'node:crypto'
import { isAbout, type KnownHostsEntry, keyTypeOf } from './known-hosts.js'

/** How a key that a host presents stands to known_hosts. */
export type HostKeyVerdict =
  | { readonly verdict: 'known' | 'new' }
  /** The host is known, by another key. `entry` holds a key of the same type where there is one. */
  | { readonly verdict: 'changed' | 'revoked'; readonly entry: KnownHostsEntry }

/**
 * Judges a key. A host that is known by any key is never `new`: otherwise whoever sits in between only needs to present
 * a key of another type than the known one.
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
   * The name without its port; undefined for a name that has none. The sshd on the usual port, which is known by it,
   * may share its keys with the sshd on this port.
   */
  readonly withoutPort: string | undefined
}

/**
 * Judges the key of a host that may be known by two names, as OpenSSH does: a host that is not known by the name with
 * its port may be known by the name without. A host that is known by another key without its port is `new` all the
 * same, since two programs may listen there. A key that is revoked by either name is `revoked`.
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

/** The entry by which an authority vouches for a host with certificates; undefined if none of these entries is one. */
export function authorityOf(about: readonly KnownHostsEntry[]): KnownHostsEntry | undefined {
  return about.find(({ marker }) => marker === 'cert-authority')
}

/**
 * Signature algorithms to ask a host for: first those of its known keys, so that the host presents a known key if it
 * still has one.
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

/** The key types that ssh2 can verify, best first. RSA with SHA-1 is left out, as OpenSSH leaves it out. */
const preferred: readonly { readonly keyType: string; readonly algorithms: readonly string[] }[] = [
  { keyType: 'ssh-ed25519', algorithms: ['ssh-ed25519'] },
  { keyType: 'ecdsa-sha2-nistp256', algorithms: ['ecdsa-sha2-nistp256'] },
  { keyType: 'ecdsa-sha2-nistp384', algorithms: ['ecdsa-sha2-nistp384'] },
  { keyType: 'ecdsa-sha2-nistp521', algorithms: ['ecdsa-sha2-nistp521'] },
  { keyType: 'ssh-rsa', algorithms: ['rsa-sha2-512', 'rsa-sha2-256'] },
]
