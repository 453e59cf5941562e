import { FieldReader } from './fields.js'

/** Types of keys that ssh2 can sign with, or an agent for it. */
const usable = /^(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-nistp(?:256|384|521))$/

/**
 * What a key of this type is that cannot be used, and what to use in its place; undefined for one that can be used.
 * Types are named as public keys name them.
 */
export function unusableKey(type: string): string | undefined {
  if (usable.test(type)) return undefined
  if (/^(?:webauthn-)?sk-/.test(type)) {
    return `the key of a FIDO token (${type}), which nobody could touch for each host; let the hosts take a key without one`
  }
  if (/-cert-v\d\d@/.test(type)) {
    return `a certificate (${type}), which is not supported; let the hosts take its key as a plain one`
  }
  return `a key of the type ${type}, which is not supported; let the hosts take an ed25519, ECDSA or RSA key`
}

/** As {@link unusableKey}, for what a key file holds; a library of tokens among it. */
export function unusableFile(content: Buffer): string | undefined {
  const type = keyTypeOfFile(content)
  if (type !== undefined) return unusableKey(type)
  const isProgram = content.toString('latin1', 0, 4) === '\x7fELF'
  return isProgram ? 'a PKCS#11 library; let ssh-agent hold the keys of its token' : undefined
}

/** The type of a public key in SSH's binary form. Throws where the bytes are none. */
export function keyTypeIn(blob: Buffer): string {
  return new FieldReader(blob, 0).field().toString('latin1')
}

/** The type of the key that a file holds, private or public; undefined where OpenSSH does not write such files. */
function keyTypeOfFile(content: Buffer): string | undefined {
  const text = content.toString('latin1')
  const begin = text.indexOf(beginning)
  const end = begin === -1 ? -1 : text.indexOf('-----END', begin + beginning.length)
  if (end !== -1) return typeInPrivateKey(Buffer.from(text.slice(begin + beginning.length, end), 'base64'))
  const [, type] = /^(\S+) AAAA/m.exec(text) ?? []
  return type
}

const beginning = '-----BEGIN OPENSSH PRIVATE KEY-----'

/** What OpenSSH's format of private keys begins with. */
const magic = 'openssh-key-v1\0'

/** The public half is readable without a passphrase: after the names of the cipher and its key derivation. */
function typeInPrivateKey(bytes: Buffer): string | undefined {
  if (!bytes.toString('latin1').startsWith(magic)) return undefined
  try {
    const reader = new FieldReader(bytes, magic.length)
    for (const _name of ['cipher', 'key derivation', 'its options']) reader.field()
    return reader.number() === 0 ? undefined : keyTypeIn(reader.field())
  } catch {
    return undefined
  }
}
