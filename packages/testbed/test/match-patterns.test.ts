import { expect, it } from 'vitest'

it('a bare pattern matches no text, be it there or not: expect.stringMatching does', () => {
  expect(() => expect({ reason: 'abc' }).toMatchObject({ reason: /abc/ })).toThrow()
  expect(() => expect({ reason: 'abc' }).toMatchObject({ reason: /x/ })).toThrow()
  expect({ reason: 'abc' }).toMatchObject({ reason: expect.stringMatching(/b/) })
  expect({ pattern: /a/ }).toMatchObject({ pattern: /a/ })
})
