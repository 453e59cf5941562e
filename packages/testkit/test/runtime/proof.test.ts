import { AssertionError } from 'node:assert/strict'
import { BerthError, defineCapabilities } from '@berth/core/adapter'
import { describe, expect, test } from 'vitest'
import { obligations } from '../../src/runtime/obligations/index.js'
import type { Break } from './altered.js'
import { brokenCommands } from './broken-commands.js'
import { brokenContainers } from './broken-containers.js'
import { brokenImages } from './broken-images.js'
import { brokenLooks } from './broken-looks.js'
import { memoryFixture } from './memory-fixture.js'
import { brokenModest, modestCapabilities, modestFixture } from './modest-fixture.js'
import { recordSuite, type Suite } from './record-suite.js'

const capable: Readonly<Record<string, Break>> = {
  ...brokenLooks,
  ...brokenImages,
  ...brokenContainers,
  ...brokenCommands,
}

test('there is a broken runtime for every obligation, and no other', () => {
  const broken = [...Object.keys(capable), ...Object.keys(brokenModest)]
  expect(broken.sort()).toEqual(obligations.map(({ name }) => name).sort())
})

test('every obligation is owed by one of the two sound runtimes, and skipped for the other only by what it declares', () => {
  const [all, few] = [soundSuite(), modestSuite()]
  expect([...all.skipped].sort()).toEqual(Object.keys(brokenModest).sort())
  for (const { name, needs, lacks } of obligations) {
    const owed = lacks !== undefined || (needs ?? []).every((capability) => modestCapabilities[capability])
    expect(few.bodies.has(name), name).toBe(owed)
  }
})

describe.concurrent('a broken runtime is rejected by the one that', () => {
  test.each(Object.entries(capable))('%s', (name, breakIt) => expectUnmet(soundSuite(breakIt), name))
  test.each(Object.entries(brokenModest))('%s', (name, breakIt) => expectUnmet(modestSuite(breakIt), name))
})

/** What the sound runtime's suite is about, as far as it says which obligations are owed. */
const sound = defineCapabilities({ inventory: true, lease: true, save: true })

function soundSuite(breakIt: Break = (fixture) => fixture): Suite {
  return recordSuite({ factory: async () => breakIt(await memoryFixture()), capabilities: sound })
}

function modestSuite(breakIt: Break = (fixture) => fixture): Suite {
  return recordSuite({ factory: async () => breakIt(await modestFixture()), capabilities: modestCapabilities })
}

/** That obligation is not met, which is said by its name, and for a reason that a test or a runtime gives. */
async function expectUnmet({ bodies }: Suite, name: string): Promise<void> {
  const failure: unknown = await bodies
    .get(name)?.()
    .catch((error: unknown) => error)
  await bodies.get('(the fixture is taken away)')?.()
  if (!(failure instanceof AssertionError)) return expect.fail(`${name}: was met`)
  expect(failure.message).toContain(name)
  expect(failure.cause instanceof AssertionError || BerthError.isInstance(failure.cause), String(failure.cause)).toBe(
    true,
  )
}
