import { fileURLToPath } from 'node:url'
import { labelNames, newRun } from '@berth/core'
import { expect } from 'vitest'
import {
  asCommandLine,
  describeOnEngine,
  expectRefusal,
  runOfDeadProcess,
  runOfLiveProcess,
  realTest as test,
  testbed,
  usePlace,
} from './support/index.js'

const nothing = [null, null]
/** Any file: the image has no bash, so that no setup script comes to its end. */
const failing = fileURLToPath(import.meta.url)

describeOnEngine('per_run', (kind) => {
  const place = usePlace(testbed, { kind })
  const ids = async (): Promise<(string | undefined)[]> =>
    [...(await place().snapshot()).values()].map((seen) => seen?.id)
  const states = async (): Promise<(boolean | undefined)[]> =>
    [...(await place().snapshot()).values()].map((seen) => seen?.running)

  test('absent: up launches on every host, down removes what it created', async () => {
    const cluster = place().open('per_run')
    expect((await cluster.up())?.action).toBe('launch')
    const after = await place().snapshot()
    expect(cluster.containers).toEqual(new Map([...after].map(([host, seen]) => [host, seen?.id])))
    for (const seen of after.values()) {
      expect(seen).toMatchObject({
        running: true,
        labels: {
          [labelNames.run]: cluster.run.id,
          [labelNames.lifetime]: 'per_run',
          [labelNames.cluster]: place().name,
        },
      })
    }
    expect((await cluster.down())?.action).toBe('remove')
    expect([...(await place().snapshot()).values()]).toEqual(nothing)
    expect((await cluster.down())?.action).toBe('none')
  })

  test('of this run: a second up changes nothing; another object of the run adopts it and takes it down', async () => {
    const cluster = place().open('per_run')
    await cluster.up()
    const before = await place().snapshot()
    expect((await cluster.up())?.action).toBe('use')
    const adopting = place().open('per_run', { run: cluster.run })
    expect((await adopting.up())?.action).toBe('use')
    expect(await place().snapshot()).toEqual(before)
    await adopting.down()
    expect([...(await place().snapshot()).values()]).toEqual(nothing)
  })

  test('a leftover that is stopped: up removes it and launches, whoever lives', async () => {
    // One with a lease would be gone.
    await place().open('per_run', { run: runOfLiveProcess() }, { lease: 'none' }).up()
    await place().stop(0, 1)
    const before = await ids()
    const cluster = place().open('per_run')
    const plan = await cluster.up()
    expect([...(plan?.hosts.values() ?? [])].map(({ action }) => action)).toEqual(['replace', 'replace'])
    expect(await states()).toEqual([true, true])
    expect((await ids()).filter((id) => before.includes(id))).toEqual([])
  })

  test('a leftover of a dead process: up removes it and launches; down of another run had left it alone', async () => {
    await place().open('per_run', { run: runOfDeadProcess() }).up()
    const before = await ids()
    await place().open('per_run').down()
    expect(await ids()).toEqual(before)
    await place().open('per_run').up()
    expect(await states()).toEqual([true, true])
    expect((await ids()).filter((id) => before.includes(id))).toEqual([])
  })

  test('of a dead process that handed it over: refused; who adopts it uses it, and takes it down', async () => {
    await place().open('per_run', { run: runOfDeadProcess(), handsOver: true }).up()
    const before = await place().snapshot()
    await expectRefusal(place().open('per_run').up(), {
      code: 'BERTH_IN_USE',
      hosts: place().addresses,
      remedy: /handed over: .* Run: berth down --cluster/,
    })
    expect((await place().open('per_run', asCommandLine).up())?.action).toBe('use')
    expect(await place().snapshot()).toEqual(before)
    expect((await place().open('per_run', asCommandLine).down())?.action).toBe('remove')
    expect([...(await place().snapshot()).values()]).toEqual(nothing)
  })

  test('to be handed over, whose process died on the way: a leftover, for up and for down', async () => {
    const broken = { ...newRun(), owner: runOfDeadProcess().owner }
    for (const call of ['up', 'down'] as const) {
      await place()
        .open('per_run', { run: broken, handsOver: true }, { setup_script: failing })
        .up({ keepFailed: true })
        .catch(() => undefined)
      const before = await ids()
      const plan = await place().open('per_run', asCommandLine)[call]()
      expect(plan?.action).toBe(call === 'up' ? 'launch' : 'remove')
      expect((await ids()).filter((id) => before.includes(id))).toEqual([])
      if (call === 'up') await place().open('per_run', asCommandLine).down()
    }
  })

  test('in use by another run: refused with whose it is; down leaves it; replace takes its place', async () => {
    const other = runOfLiveProcess()
    await place().open('per_run', { run: other }).up()
    const before = await place().snapshot()
    const cluster = place().open('per_run')
    const { message } = await expectRefusal(cluster.up(), {
      code: 'BERTH_IN_USE',
      hosts: place().addresses,
      remedy: /Wait for that run, or give this container another name.*down --run [\s\S]*up --replace in_use/,
    })
    expect(message).toContain(`run ${other.id} of user ${other.owner.user} (pid ${other.owner.pid} `)
    const [first = 'never', ...later] = [...before.values()]
      .map((seen) => seen?.startedAt.slice(0, 19) ?? 'never')
      .sort()
    expect(message).toContain(`since ${first}`)
    expect(message).toContain(later.at(-1))
    expect((await cluster.down())?.action).toBe('none')
    expect(await place().snapshot()).toEqual(before)

    await cluster.up({ replace: ['in_use', 'foreign'] })
    const after = await place().snapshot()
    for (const [host, seen] of after) {
      expect(seen?.labels[labelNames.run]).toBe(cluster.run.id)
      expect(seen?.id).not.toBe(before.get(host)?.id)
    }
  })

  test('in use on one host alone: refused for that one, and nothing launched on the others', async () => {
    const [, busy = ''] = place().addresses
    await place()
      .open('per_run', { run: runOfLiveProcess(), hosts: [busy] })
      .up()
    const before = await place().snapshot()
    await expectRefusal(place().open('per_run').up(), {
      code: 'BERTH_IN_USE',
      hosts: [busy],
      remedy: /Wait for that run/,
    })
    expect(await place().snapshot()).toEqual(before)
  })
})
