/**
 * SHA-1 by the block (FIPS 180-4), for those who hash millions of short texts that have blocks in common: Node's own
 * takes ten times as long for each, and begins anew every time.
 */

/** The chain before the first block. */
export const sha1Start: Int32Array = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0)

/** The 80 words of a block of 64 bytes: all that a hash needs of it. */
export function sha1Schedule(block: Buffer): Int32Array {
  const words = new Int32Array(80)
  for (let index = 0; index < 16; index += 1) words[index] = block.readInt32BE(4 * index)
  extendSchedule(words)
  return words
}

/** Computes the other words of a schedule from its first 16. */
export function extendSchedule(words: Int32Array): void {
  for (let index = 16; index < 80; index += 1) {
    const mixed =
      (words[index - 3] ?? 0) ^ (words[index - 8] ?? 0) ^ (words[index - 14] ?? 0) ^ (words[index - 16] ?? 0)
    words[index] = (mixed << 1) | (mixed >>> 31)
  }
}

/** Adds a block to the chain of 5 words at `from[at]`, and puts the chain after it to `to[target]`. */
export function sha1Chain(from: Int32Array, at: number, schedule: Int32Array, to: Int32Array, target: number): void {
  const a0 = from[at] ?? 0
  const b0 = from[at + 1] ?? 0
  const c0 = from[at + 2] ?? 0
  const d0 = from[at + 3] ?? 0
  const e0 = from[at + 4] ?? 0
  let a = a0
  let b = b0
  let c = c0
  let d = d0
  let e = e0
  // Four loops, since a choice in one loop takes half as long again.
  for (let round = 0; round < 20; round += 1) {
    const next = (((a << 5) | (a >>> 27)) + ((b & c) | (~b & d)) + e + 0x5a827999 + (schedule[round] ?? 0)) | 0
    e = d
    d = c
    c = (b << 30) | (b >>> 2)
    b = a
    a = next
  }
  for (let round = 20; round < 40; round += 1) {
    const next = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + 0x6ed9eba1 + (schedule[round] ?? 0)) | 0
    e = d
    d = c
    c = (b << 30) | (b >>> 2)
    b = a
    a = next
  }
  for (let round = 40; round < 60; round += 1) {
    const majority = (b & c) | (b & d) | (c & d)
    const next = (((a << 5) | (a >>> 27)) + majority + e + 0x8f1bbcdc + (schedule[round] ?? 0)) | 0
    e = d
    d = c
    c = (b << 30) | (b >>> 2)
    b = a
    a = next
  }
  for (let round = 60; round < 80; round += 1) {
    const next = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + 0xca62c1d6 + (schedule[round] ?? 0)) | 0
    e = d
    d = c
    c = (b << 30) | (b >>> 2)
    b = a
    a = next
  }
  to[target] = a0 + a
  to[target + 1] = b0 + b
  to[target + 2] = c0 + c
  to[target + 3] = d0 + d
  to[target + 4] = e0 + e
}
