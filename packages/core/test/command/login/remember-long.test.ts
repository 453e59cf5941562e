import { expect, it } from 'vitest'
import { rememberLong } from '../../../src/command/login/remember-long.js'

const long = (text: string): string => text.repeat(3000)

it('makes of a text what it is made for, and of a long one only once while it is asked for', () => {
  const asked: string[] = []
  const upper = rememberLong((text) => {
    asked.push(text)
    return text.toUpperCase()
  })
  for (let turn = 0; turn < 3; turn += 1) {
    expect(upper('a')).toBe('A')
    expect(upper(long('b'))).toBe(long('B'))
  }
  expect(asked).toEqual(['a', long('b'), 'a', 'a'])
})

it('forgets what was not asked for longest, so that it does not grow', () => {
  const asked: string[] = []
  const same = rememberLong((text) => {
    asked.push(text)
    return text
  })
  const kept = long('kept')
  same(kept)
  for (let number = 0; number < 200; number += 1) {
    same(long(`${number} `))
    same(kept)
  }
  expect(asked.filter((text) => text === kept)).toHaveLength(1)
  same(long('0 '))
  expect(asked.at(-1)).toBe(long('0 '))
})

it('remembers no text that is refused', () => {
  const refusing = rememberLong((text) => {
    throw new TypeError(text)
  })
  expect(() => refusing(long('a'))).toThrow(TypeError)
  expect(() => refusing(long('a'))).toThrow(TypeError)
})
