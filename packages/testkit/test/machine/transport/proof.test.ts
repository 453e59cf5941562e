import { AssertionError } from 'node:assert/strict'
import { BerthError, type Transport } from '@berth/core/adapter'
import { describe, expect, test } from 'vitest'
import { Broken } from './broken-connections.js'
import { brokenTransports } from './broken-transports.js'
import { obligationsOf } from './obligations-of.js'
import { soundSetting } from './sound-transport.js'

test('has a broken transport for every obligation, and no other', () => {
  expect(Object.keys(brokenTransports).sort()).toEqual([...obligationsOf(soundSetting()).keys()].sort())
})

describe('a broken transport is rejected by the one that', () => {
  test.concurrent.each(Object.entries(brokenTransports))('%s', async (name, breakIt) => {
    const { factory, ...setting } = soundSetting()
    const made: Transport[] = []
    const make = (): Transport => {
      const sound = factory()
      made.push(sound)
      return sound
    }
    const obligation = obligationsOf({ ...setting, factory: () => breakIt(make(), make) }).get(name)
    const seen = await obligation?.().catch((error: unknown) => error)
    await Promise.all(made.map((sound) => sound.close()))
    expect(
      [AssertionError, Broken, BerthError].some((kind) => seen instanceof kind),
      String(seen),
    ).toBe(true)
  })
})
