import { describe, test } from 'vitest'
import { obligationsOf } from './obligations-of.js'
import { soundSetting } from './sound-transport.js'

describe('a sound transport', () => {
  // Each in a setting of its own, so that one test's network is not another's.
  test.concurrent.each([...obligationsOf(soundSetting()).keys()])('%s', async (name) => {
    await obligationsOf(soundSetting()).get(name)?.()
  })
})
