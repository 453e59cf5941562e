import { extendSchedule, sha1Chain, sha1Schedule, sha1Start } from './sha1.js'

/**
 * A name as known_hosts hides it, `|1|salt|hash`: an HMAC-SHA1 keyed with the salt. Each line has a salt of its own, so
 * that every name has to be hashed for every line; what depends on the line alone is computed once.
 */
export interface HashedName {
  /** SHA-1 after the salt: 5 words for the inner hash of an HMAC, 5 for the outer one. */
  readonly salted: Int32Array
  readonly hash: Int32Array
}

/** What of a hash depends on the name alone, computed once for all lines: the schedules of its blocks. */
export type NameSchedules = readonly Int32Array[]

/** Bytes of a salt and of a hash; OpenSSH takes no others. */
const size = 20

/** The first field of a line; undefined where it hides no name that can be looked for. */
export function parseHashedName(hosts: string): HashedName | undefined {
  const [, version, saltText = '', hashText = ''] = hosts.split('|')
  const salt = Buffer.from(saltText, 'base64')
  const hash = Buffer.from(hashText, 'base64')
  if (version !== '1' || salt.length !== size || hash.length !== size) return undefined
  const salted = new Int32Array(10)
  for (const [at, padding] of [
    [0, 0x36],
    [5, 0x5c],
  ] as const) {
    const block = Buffer.alloc(64, padding)
    for (const [index, byte] of salt.entries()) block.writeUInt8(byte ^ padding, index)
    sha1Chain(sha1Start, 0, sha1Schedule(block), salted, at)
  }
  return { salted, hash: Int32Array.from({ length: 5 }, (_, index) => hash.readInt32BE(4 * index)) }
}

/** Prepares a name for {@link isHashOf}. */
export function schedulesOf(name: string): NameSchedules {
  const text = Buffer.from(name)
  // After the salt's block of 64 bytes: the text, a bit, zeros, and the length of all in bits.
  const padded = Buffer.alloc(Math.ceil((text.length + 9) / 64) * 64)
  text.copy(padded)
  padded.writeUInt8(0x80, text.length)
  padded.writeUInt32BE((64 + text.length) * 8, padded.length - 4)
  return Array.from({ length: padded.length / 64 }, (_, index) => sha1Schedule(padded.subarray(64 * index)))
}

/** Whether a line hides this name. */
export function isHashOf({ salted, hash }: HashedName, schedules: NameSchedules): boolean {
  let from = salted
  for (const schedule of schedules) {
    sha1Chain(from, 0, schedule, outer, 0)
    from = outer
  }
  extendSchedule(outer)
  sha1Chain(salted, 5, outer, result, 0)
  return result[0] === hash[0] && result.every((word, index) => word === hash[index])
}

/** The block of the outer hash: an inner hash of 20 bytes, a bit, zeros, and the length in bits. */
const outer = new Int32Array(80)
outer[5] = 0x80000000
outer[15] = (64 + size) * 8
const result = new Int32Array(5)
