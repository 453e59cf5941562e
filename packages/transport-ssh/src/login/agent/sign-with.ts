import { createPrivateKey, sign } from 'node:crypto'
import { field } from '../fields.js'

/** The hash of each algorithm; null: the key has its own. */
const hashes: Readonly<Record<string, string | null>> = {
  'ssh-ed25519': null,
  'rsa-sha2-256': 'sha256',
  'rsa-sha2-512': 'sha512',
  'ecdsa-sha2-nistp256': 'sha256',
  'ecdsa-sha2-nistp384': 'sha384',
  'ecdsa-sha2-nistp521': 'sha512',
}

/** A signature in SSH's binary form without the name of its algorithm. Throws for algorithms that are none. */
export function signWith(pem: string, data: Buffer, algorithm: string): Buffer {
  const hash = hashes[algorithm]
  if (hash === undefined) throw new Error(`nothing is signed by ${algorithm}`)
  const key = createPrivateKey(pem)
  if (!algorithm.startsWith('ecdsa')) return sign(hash, data, key)
  const both = sign(hash, data, { key, dsaEncoding: 'ieee-p1363' })
  const half = both.length / 2
  return Buffer.concat([both.subarray(0, half), both.subarray(half)].map((number) => field(positive(number))))
}

/** A number as SSH writes one that is not negative: no byte too many, and the first bit is its sign. */
function positive(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0)
  const digits = first === -1 ? Buffer.alloc(0) : bytes.subarray(first)
  return (digits[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), digits]) : digits
}
