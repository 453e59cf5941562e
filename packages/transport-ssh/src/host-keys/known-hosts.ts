import { createHmac, randomBytes } from 'node:crypto'
import { matchesPatterns } from '../ssh-config/pattern.js'

/** One line of a known_hosts file that names a key. */
export interface KnownHostsEntry {
  readonly file: string
  /** Line number, from 1. */
  readonly line: number
  /** `@cert-authority` lines vouch for certificates, not for keys: they neither make a key known nor contradict one. */
  readonly marker: 'none' | 'revoked' | 'cert-authority'
  /** First field: patterns separated by commas, or one hashed name. */
  readonly hosts: string
  /** `ssh-ed25519`. */
  readonly keyType: string
  /** The key's blob in base64. */
  readonly key: string
}

/**
 * The entries of a known_hosts file, in order. Comments, empty lines and lines that cannot be read are left out, as
 * OpenSSH does. `firstLine` is the number of the text's first line in the file.
 */
export function parseKnownHosts(text: string, file: string, firstLine = 1): readonly KnownHostsEntry[] {
  return text.split('\n').flatMap((content, index) => {
    const entry = parseLine(content, file, firstLine + index)
    return entry === undefined ? [] : [entry]
  })
}

/** Whether an entry is about the host that known_hosts files know by this name (`knownHostsName`). */
export function isAbout({ hosts }: KnownHostsEntry, name: string): boolean {
  if (hosts.startsWith('|')) return matchesHash(hosts, name)
  // Most entries have one name and no pattern, and there may be thousands of them.
  if (!/[*?!,]/.test(hosts)) return hosts.length === name.length && hosts.toLowerCase() === name
  return matchesPatterns(hosts.toLowerCase().split(','), name)
}

/**
 * A line, without its newline, that makes a key known. With `hashed` the host's name is a hash, so that the file does
 * not tell where its owner logs in.
 */
export function knownHostsLine(name: string, key: Buffer, hashed = false): string {
  return `${hashed ? hashedName(name, randomBytes(20)) : name} ${keyTypeOf(key)} ${key.toString('base64')}`
}

/** The type that a key's blob begins with. */
export function keyTypeOf(key: Buffer): string {
  const length = key.length < 4 ? 0 : key.readUInt32BE(0)
  return key.toString('latin1', 4, 4 + length)
}

const markers: Readonly<Record<string, KnownHostsEntry['marker']>> = {
  '@revoked': 'revoked',
  '@cert-authority': 'cert-authority',
}

function parseLine(content: string, file: string, line: number): KnownHostsEntry | undefined {
  const fields = content.trim().split(/\s+/)
  const [first = ''] = fields
  if (first === '' || first.startsWith('#')) return undefined
  const marker = first.startsWith('@') ? markers[first] : 'none'
  const [hosts, keyType, key] = marker === 'none' ? fields : fields.slice(1)
  if (marker === undefined || hosts === undefined || keyType === undefined || key === undefined) return undefined
  return { file, line, marker, hosts, keyType, key: Buffer.from(key, 'base64').toString('base64') }
}

function matchesHash(hosts: string, name: string): boolean {
  const [, version, salt, hash] = hosts.split('|')
  if (version !== '1' || salt === undefined || hash === undefined) return false
  return hashedName(name, Buffer.from(salt, 'base64')).endsWith(`|${hash}`)
}

/** `|1|salt|hash`: HMAC-SHA1 of the name, keyed with the salt. */
function hashedName(name: string, salt: Buffer): string {
  const hash = createHmac('sha1', salt).update(name).digest('base64')
  return `|1|${salt.toString('base64')}|${hash}`
}
