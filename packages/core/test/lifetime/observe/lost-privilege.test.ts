import { expect, it } from 'vitest'
import type { EngineFacts, Observation } from '../../../src/contract/index.js'
import { lostPrivileges } from '../../../src/lifetime/observe/lost-privilege.js'
import { absent, engine, running } from '../observations.js'

const rootless = { ...engine, id: 'own', rootless: true, reachedBy: 'plain' } as const
const empty: Observation = { ...absent, engine: rootless }
const holding: Observation = { ...running(), engine: rootless }
const bySudo: Observation = { ...absent, engine: { ...engine, reachedBy: 'sudo' } }
const lost = (
  seen: Readonly<Record<string, Observation>>,
  earlier: Readonly<Record<string, EngineFacts['reachedBy']>> = {},
): readonly string[] => [...lostPrivileges(new Map(Object.entries(seen)), new Map(Object.entries(earlier))).keys()]

it('an empty engine of the login user is not believed where sudo gave the engine before', () => {
  expect(lost({ a: empty, b: empty }, { a: 'sudo', b: 'plain' })).toEqual(['a'])
  const told = lostPrivileges(new Map([['a', empty]]), new Map([['a', 'sudo']])).get('a')
  expect(told).toMatchObject({
    state: 'unknown',
    reason: expect.stringMatching(/launched on through sudo before/),
    remedy: expect.stringMatching(/without a password.*runtime\.privilege to "plain"/),
  })
})

it('nor where sudo gives the engine of another host', () => {
  expect(lost({ a: empty, b: bySudo })).toEqual(['a'])
})

it('is believed where it holds the container, and where nothing speaks for another', () => {
  expect(lost({ a: holding, b: bySudo }, { a: 'sudo' })).toEqual([])
  expect(lost({ a: empty, b: empty })).toEqual([])
  expect(lost({ a: absent, b: bySudo }, { a: 'sudo' })).toEqual([])
})
