import { expect, it } from 'vitest'
import { RefusalError } from '../../src/lifetime/index.js'
import { berthOver, lab } from '../lifetime/berth-over.js'
import { rejection } from '../lifetime/rejection.js'

const names = /a, b are names of one engine: each of them reaches the engine a/

it.each(['no_launch', 'per_run', 'persistent'] as const)(
  'two names of one engine are refused by every call, before anything is done (%s)',
  async (lifetime) => {
    const memory = lab(['a', 'b'])
    const alone = berthOver(memory, { lifetime: lifetime === 'no_launch' ? 'persistent' : lifetime }, { hosts: ['a'] })
    await alone.cluster.up()
    const before = [...memory.changes]

    const transport = memory.anotherTransport()
    const oneMachine = { ...transport, connect: () => transport.connect('a'), close: () => transport.close() }
    const { cluster } = berthOver(memory, { lifetime }, { transport: oneMachine })
    for (const intent of ['up', 'attach'] as const)
      expect((await cluster.plan(intent))?.refusal).toMatchObject({ code: 'BERTH_PROBE_UNTRUSTED', hosts: ['a', 'b'] })
    for (const call of [() => cluster.up(), () => cluster.attach()]) {
      const error = await rejection<RefusalError>(call())
      expect(error).toBeInstanceOf(RefusalError)
      expect(error.message).toMatch(names)
    }
    const status = await cluster.status()
    for (const host of ['a', 'b'])
      expect(status.get(host)?.observation).toMatchObject({ state: 'unknown', reason: expect.stringMatching(names) })
    await cluster.down({ destroy: true }).catch(() => undefined)
    expect(memory.changes).toEqual(before)
    await Promise.all([cluster.close(), alone.cluster.close()])
  },
)
