import { createHash } from 'node:crypto'
import { isAbout, type KnownHostsEntry, keyTypeOf } from './known-hosts.js'

/** What known_hosts says of a key that a host presents. */
export type HostKeyVerdict =
  | { readonly verdict: 'known' | 'new' }
  /** The host is known, by another key. `entry` is one of the same type where there is one. */
  | { readonly verdict: 'changed' | 'revoked'; readonly entry: KnownHostsEntry }

/**
 * Judges a key. A host that is known by any key is never `new`: otherwise whoever sits in between only needs to present another type of
 * key than the one that is known.
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

/** The line that lets an authority vouch for this host by certificates, if there is one. */
export function authorityOf(entries: readonly KnownHostsEntry[], name: string): KnownHostsEntry | undefined {
  return entries.find((entry) => entry.marker === 'cert-authority' && isAbout(entry, name))
}

/** Signature algorithms to ask a host for: those of the keys that it is known by first, so that it presents one of these if it still has it. */
export function hostKeyAlgorithms(entries: readonly KnownHostsEntry[], name: string): readonly string[] {
  const types = new Set(keysOf(entries, name).map(({ keyType }) => keyType))
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
