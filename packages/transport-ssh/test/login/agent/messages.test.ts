import { describe, expect, it } from 'vitest'
import { readIdentities, readSignature, signRequest } from '../../../src/login/agent/messages.js'
import { field } from '../../../src/login/fields.js'

const text = (words: string): Buffer => field(Buffer.from(words))

describe('answers of an agent', () => {
  it('give its keys', () => {
    const answer = Buffer.concat([Buffer.of(12, 0, 0, 0, 2), text('one'), text('me'), text('two'), text('')])
    expect(readIdentities(answer)).toEqual([
      { blob: Buffer.from('one'), comment: 'me' },
      { blob: Buffer.from('two'), comment: '' },
    ])
  })

  it('give a signature without the name of its algorithm', () => {
    const signature = field(Buffer.concat([text('ssh-ed25519'), text('signed')]))
    expect(readSignature(Buffer.concat([Buffer.of(14), signature]))).toEqual(Buffer.from('signed'))
  })

  it.each([
    ['of failure', Buffer.of(5)],
    ['of nothing', Buffer.alloc(0)],
    ['that are cut off', Buffer.of(12, 0, 0, 0, 1, 0, 0, 0, 9, 1)],
    ['that promise more than they have', Buffer.of(12, 255, 255, 255, 255)],
    ['with a length beyond the end', Buffer.of(14, 0, 0, 1, 0)],
  ])('%s are refused', (_title, answer) => {
    expect(() => (answer[0] === 14 ? readSignature(answer) : readIdentities(answer))).toThrow(/agent|too soon/)
  })
})

it('a signature is asked for by key, data and flags', () => {
  const request = Buffer.concat([Buffer.of(13), text('key'), text('data'), Buffer.of(0, 0, 0, 4)])
  expect(signRequest(Buffer.from('key'), Buffer.from('data'), 4)).toEqual(request)
})
