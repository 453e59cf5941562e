import type { ConformanceTest } from '@berth/testkit'
import { test } from 'vitest'

/** Tests that look at the sshd from outside, and so at the connections of all other tests, or that cut connections. */
const ofTheNetwork = [
  'shares one connection among all who use a host, and leaves none',
  'leaves nothing open when connecting is aborted',
  'tells a lost connection from an end, and runs nothing twice',
  'takes no exit for the end of a command whose output had not ended when the connection was lost',
  'ends a command on its host at its timeout though the connection is lost',
]

/** Tests that count or cut connections run by themselves, all others at once. */
export const networkTestsApart: ConformanceTest = Object.assign(
  (...[name, options, body]: Parameters<ConformanceTest>) =>
    (ofTheNetwork.includes(name) ? test : test.concurrent)(name, options, body),
  { skip: test.skip },
)

/** The tests of the network, each by itself, and no others. */
export const networkTestsAlone: ConformanceTest = Object.assign(
  (...[name, options, body]: Parameters<ConformanceTest>) =>
    ofTheNetwork.includes(name) ? test(name, options, body) : undefined,
  { skip: () => undefined },
)
