import { describe, expect, it } from 'vitest'
import { arrangeKeys } from '../../../src/login/agent/agent-keys.js'

describe('the keys of an agent', () => {
  const key = (name: string) => ({ name, blob: Buffer.from(name) })
  const keys = ['a', 'b', 'c'].map(key)
  const arrange = (first: string[], tried: string[], only: boolean): string =>
    arrangeKeys(keys, {
      first: first.map((name) => Buffer.from(name)),
      tried: tried.map((name) => Buffer.from(name)),
      only,
    })
      .map(({ name }) => name)
      .join('')

  it.each<[string[], string[], boolean, string]>([
    [[], [], false, 'abc'],
    [['c', 'x'], [], false, 'cab'],
    [['c'], ['a'], false, 'cb'],
    [['c', 'a'], ['a'], true, 'c'],
    [[], [], true, ''],
  ])('%j first, %j tried already, only those: %j, gives %j', (first, tried, only, expected) => {
    expect(arrange(first, tried, only)).toBe(expected)
  })
})
