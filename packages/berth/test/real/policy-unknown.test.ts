import { type ErrorKind, HostsError, type Lifetime, newRun, type UpOptions } from '@berth/core'
import type { Testbed } from '@berth/testbed'
import { expect } from 'vitest'
import {
  describeOnEngine,
  type EngineKind,
  expectRefusal,
  type Place,
  setOutage,
  realTest as test,
  useOwnHosts,
  usePlace,
} from './support/index.js'

/** What makes one host's answer worthless, and how it is mended. */
interface Trouble {
  readonly what: string
  /** The kind of a refusal because of it. */
  readonly kind: ErrorKind
  readonly says: RegExp
  readonly remedy: RegExp
  cause(place: Place<Testbed>, host: string): Promise<unknown>
  mend(place: Place<Testbed>, host: string): Promise<unknown>
}

const troublesOf = (kind: EngineKind): readonly Trouble[] => [
  {
    what: 'cut off',
    kind: 'unreachable',
    says: /connect: /,
    remedy: /Or leave these hosts out with --hosts/,
    cause: ({ testbed }, host) => testbed.cut(host),
    mend: ({ testbed }, host) => testbed.heal(host),
  },
  {
    what: 'with an engine that does not answer',
    kind: 'refused',
    says: new RegExp(kind.program, 'i'),
    remedy: new RegExp(kind.program, 'i'),
    cause: ({ testbed }, host) => setOutage(testbed, host, kind, true),
    mend: ({ testbed }, host) => setOutage(testbed, host, kind, false),
  },
  {
    what: 'with a paused container',
    kind: 'refused',
    says: /paused/,
    remedy: new RegExp(`${kind.program} unpause`),
    cause: ({ engines, name }, host) => engines.command(host, 'pause', name),
    mend: ({ engines, name }, host) => engines.command(host, 'unpause', name),
  },
]

/** The most that a caller can allow, which must not matter. */
const everything: readonly (readonly [Lifetime, UpOptions])[] = [
  ['no_launch', {}],
  ['per_run', { replace: ['in_use', 'foreign'] }],
  ['persistent', { repair: 'launch_missing', replace: ['in_use', 'foreign'] }],
]

const connectTimeout = 4000

const hosts = useOwnHosts(2)

describeOnEngine('unknown on one host', (kind) => {
  const place = usePlace(hosts, { kind })
  const troubles = troublesOf(kind)
  const inTrouble = async (trouble: Trouble, host: string, work: () => Promise<void>): Promise<void> => {
    await trouble.cause(place(), host)
    try {
      await work()
    } finally {
      await trouble.mend(place(), host)
    }
  }
  const refused = (
    here: Place,
    lifetime: Lifetime,
    options: UpOptions,
    host: string,
    { kind: kindOfRefusal, says, remedy }: Trouble,
  ): Promise<unknown> =>
    expectRefusal(here.open(lifetime, { connectTimeout }).up(options), {
      code: 'BERTH_PROBE_UNTRUSTED',
      kind: kindOfRefusal,
      hosts: [host],
      says,
      remedy,
    })

  test.each(troubles)(
    '$what: up is refused for every lifetime, and down with destroy too; nothing changes',
    async (trouble) => {
      const [, host = ''] = place().addresses
      await place().open('persistent').up()
      const before = await place().snapshot()
      await inTrouble(trouble, host, async () => {
        const { open } = place()
        const destroyed = expectRefusal(open('persistent', { connectTimeout }).down({ destroy: true }), {
          code: 'BERTH_PROBE_UNTRUSTED',
          kind: trouble.kind,
          hosts: [host],
          remedy: trouble.remedy,
        })
        const ups = everything.map(([lifetime, options]) => refused(place(), lifetime, options, host, trouble))
        const kept = open('persistent', { connectTimeout }).down()
        await Promise.all([...ups, destroyed])
        expect((await kept)?.action).toBe('none')
      })
      expect(await place().snapshot()).toEqual(before)
      expect((await place().open('persistent').up())?.action).toBe('attach')
    },
  )

  test.each(troubles.slice(0, 2))('$what, and absent on the other: nothing is launched there', async (trouble) => {
    const [, host = ''] = place().addresses
    await inTrouble(trouble, host, async () => {
      await Promise.all(everything.map(([lifetime, options]) => refused(place(), lifetime, options, host, trouble)))
    })
    expect([...(await place().snapshot()).values()]).toEqual([null, null])
  })

  test.each(troubles)(
    '$what: down of a per_run removes from the other and says that it could not look',
    async (trouble) => {
      const [other = '', host = ''] = place().addresses
      const run = newRun()
      await place().open('per_run', { run }).up()
      await inTrouble(trouble, host, async () => {
        const error = await place()
          .open('per_run', { run, connectTimeout })
          .down()
          .then(
            () => null,
            (reason: unknown) => reason,
          )
        if (!(error instanceof HostsError)) throw error
        expect([...error.failures.keys()]).toEqual([host])
        expect(error.message).toContain(host)
        expect(error.message).toMatch(/a container of this run may be left/)
      })
      const after = await place().snapshot()
      expect(after.get(other)).toBeNull()
      expect(after.get(host)).toMatchObject({ running: true })
      await place().open('per_run', { run }).down()
      expect([...(await place().snapshot()).values()]).toEqual([null, null])
    },
  )
})
