import ssh2 from 'ssh2'
import { ed25519Keys } from '../generated-keys.js'

const { generateKeyPairSync } = ssh2.utils

const makers: Readonly<Record<string, () => { readonly public: string }>> = {
  ecdsa: () => generateKeyPairSync('ecdsa', { bits: 256 }),
  ed25519: ed25519Keys,
  rsa: () => generateKeyPairSync('rsa', { bits: 2048 }),
}

const made = new Map<string, Buffer>()

/**
 * A public key as a host presents it: another one for each name, always the same for one name. A name begins with the
 * type of its key: `ed25519`, `rsa-2`.
 */
export function publicKey(name: string): Buffer {
  const known = made.get(name)
  if (known !== undefined) return known
  const [type = ''] = name.split('-')
  const line = makers[type]?.().public
  if (line === undefined) throw new TypeError(`${name} begins with no type of key`)
  const key = Buffer.from(line.split(' ')[1] ?? '', 'base64')
  made.set(name, key)
  return key
}
