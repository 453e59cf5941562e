import assert from 'node:assert/strict'
import type { Obligation } from '../suite/obligation.js'
import type { TransportFixture } from './fixture/transport-fixture.js'
import { fanOutObligations, networkObligations, transportObligations } from './obligations/index.js'
import type { TransportConformanceOptions } from './transport-conformance-options.js'

/**
 * Registers every obligation of `Transport` and its `HostConnection`s as a named test of the caller's runner. Tests are
 * independent of each other. Skipped are only those of a network where there is none, and those of `execOnAll` where
 * the transport has none; both are declared.
 *
 * Programs run on the hosts: a POSIX `sh` and the coreutils, `grep` and `setsid` are needed there, and a readable
 * `/proc`.
 *
 * @example
 * import { test } from 'vitest' // or 'node:test'
 *
 * transportConformance({ test, factory: () => myTransport(), hosts: ['node1'], network: null, execOnAll: false })
 */
export function transportConformance(options: TransportConformanceOptions): void {
  const { network } = options
  register(options, true, transportObligations, (fixture) => fixture)
  register(options, network !== null, networkObligations, (fixture) => {
    assert.ok(network)
    return { ...fixture, network }
  })
  register(options, options.execOnAll, fanOutObligations, (fixture) => {
    const execOnAll = fixture.transport.execOnAll?.bind(fixture.transport)
    assert.ok(execOnAll)
    return { ...fixture, network, execOnAll }
  })
  options.test('has a fan-out of its own if and only if it declares one', { timeout: defaultTimeout }, () =>
    withFixture(options, async ({ transport }) => {
      assert.equal(transport.execOnAll !== undefined, options.execOnAll)
    }),
  )
}

const defaultTimeout = 60_000

function register<Fixture>(
  options: TransportConformanceOptions,
  declared: boolean,
  obligations: readonly Obligation<Fixture>[],
  equip: (fixture: TransportFixture) => Fixture,
): void {
  const add = declared ? options.test : options.test.skip
  for (const { name, timeout = defaultTimeout, body } of obligations) {
    add(name, { timeout }, () => withFixture(options, (fixture) => body(equip(fixture))))
  }
}

async function withFixture(
  { factory, hosts, folder = '/tmp' }: TransportConformanceOptions,
  body: (fixture: TransportFixture) => Promise<void>,
): Promise<void> {
  const transport = await factory()
  const [host] = hosts
  try {
    await body({ transport, hosts, host, folder, connect: () => transport.connect(host) })
  } finally {
    await transport.close()
  }
}
