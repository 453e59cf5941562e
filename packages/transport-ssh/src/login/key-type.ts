import { FieldReader } from './fields.js'

/** Why a key of this type, as public keys name it, cannot be used: the second half of a sentence. */
export function unusableType(type: string): string {
  if (/^(?:webauthn-)?sk-/.test(type)) return `a key of a FIDO token (${type}), which are not supported`
  if (/-cert-v\d\d@openssh\.com$/.test(type)) return `a certificate (${type}), which are not supported for users`
  return `a key of the type ${type}, which is not supported`
}

/** The type of a public key in SSH's binary form. Throws where the bytes are none. */
export function keyTypeIn(blob: Buffer): string {
  return new FieldReader(blob, 0).field().toString('latin1')
}

/** The type of the key that a file holds, private or public; undefined where OpenSSH does not write such files. */
export function keyTypeOfFile(content: Buffer): string | undefined {
  const text = content.toString('latin1')
  const [, body] = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]*?)-----END/.exec(text) ?? []
  if (body !== undefined) return typeInPrivateKey(Buffer.from(body, 'base64'))
  const [, type] = /^(\S+) AAAA/m.exec(text) ?? []
  return type
}

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
