import { createHmac, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isHashOf, parseHashedName, schedulesOf } from '../../src/host-keys/hashed-name.js'

const hidden = (name: string, salt: Buffer): string =>
  `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`

const isName = (hosts: string, name: string): boolean | undefined => {
  const parsed = parseHashedName(hosts)
  return parsed && isHashOf(parsed, schedulesOf(name))
}

describe('a hashed name', () => {
  it('is known again, however long, and no other one is taken for it', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 })
    const salt = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => Buffer.from(bytes))
    fc.assert(
      fc.property(text, text, salt, (name, other, bytes) => {
        expect(isName(hidden(name, bytes), name)).toBe(true)
        expect(isName(hidden(name, bytes), other)).toBe(name === other)
      }),
    )
  })

  it.each([55, 56, 63, 64, 119, 120])('of %d bytes is known again', (length) => {
    expect(isName(hidden('n'.repeat(length), randomBytes(20)), 'n'.repeat(length))).toBe(true)
  })

  it.each(['|2|x|y', '|1|', '|1|AAAA|AAAA', hidden('n', randomBytes(19))])(
    'is none that OpenSSH reads: %s',
    (hosts) => {
      expect(parseHashedName(hosts)).toBeUndefined()
    },
  )
})
