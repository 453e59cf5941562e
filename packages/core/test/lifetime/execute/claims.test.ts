import type { MemoryCluster } from '@berth/memory-cluster'
import { describe, expect, it } from 'vitest'
import type { BerthError, HostsError } from '../../../src/errors/index.js'
import { describeUsers } from '../../../src/lifetime/execute/claims/describe-users.js'
import { CompensationError, KeptError } from '../../../src/lifetime/index.js'
import { ownerText } from '../../../src/lifetime/owners/owner-text.js'
import { newRun } from '../../../src/lifetime/owners/this-process.js'
import { berthOver, lab } from '../berth-over.js'
import { labelsOf, run } from '../observations.js'
import { rejection } from '../rejection.js'
import { setupScriptFile } from './setup-script-file.js'
import { timeFlies } from './time-flies.js'

timeFlies()

const hosts = ['a', 'b'] as const

/** A cluster file whose last step, sshd, fails in memory: nothing there is an sshd. */
const withSshd = {
  sshd: true,
  runtime: { name: 'memory', args: { defaults: 'none', network: 'host' } },
} as const

/** Ids of the claims in every container. */
function claimsIn(memory: MemoryCluster): number[] {
  return hosts.map((host) => {
    const files = memory.host(host).containers.get('lab')?.files
    return files?.list('/var/lib/berth/claims')?.length ?? 0
  })
}

describe('what others use by now, when the last step of an up fails', () => {
  it('stays: a persistent set that is provisioned is settled, and the error says so', async () => {
    const memory = lab(hosts)
    const keys = { ...withSshd, lifetime: 'persistent', setup_script: setupScriptFile() }
    const maker = berthOver(memory, keys)
    const user = berthOver(memory, keys).cluster
    memory.fail('a', 'exec', ...nothing(2), async () => {
      await user.attach()
    })
    const error = await rejection<KeptError>(maker.cluster.up())
    expect(error).toBeInstanceOf(KeptError)
    expect([error.code, [...error.kept.keys()]]).toEqual(['BERTH_SSHD_FAILED', ['a', 'b']])
    expect(error.message).toMatch(/what was launched stays, for others may use it by now\na: a-1\nb: b-1/)
    expect(error.commands.map(({ run }) => run)).toContain('berth up --cluster FILE')
    expect([memory.ids(), claimsIn(memory)]).toEqual([
      ['a-1', 'b-1'],
      [0, 0],
    ])
    expect((await user.exec('true')).throwIfFailed().get('a').exitCode).toBe(0)
  })

  it('stays where there is nothing to provision either, from when all run', async () => {
    const memory = lab(hosts)
    const maker = berthOver(memory, { ...withSshd, lifetime: 'persistent' }).cluster
    expect(await rejection(maker.up())).toBeInstanceOf(KeptError)
    expect(memory.ids()).toEqual(['a-1', 'b-1'])
    const again = berthOver(memory, { lifetime: 'persistent' }).cluster
    expect((await again.up())?.action).toBe('attach')
  })

  it('stays under who has adopted a per_run run, with the whole set', async () => {
    const memory = lab(hosts)
    const maker = berthOver(memory, withSshd).cluster
    const user = berthOver(memory, {}, { run: maker.run }).cluster
    memory.fail('a', 'exec', async () => {
      await user.attach()
    })
    const error = await rejection<CompensationError>(maker.up())
    expect(error).toBeInstanceOf(CompensationError)
    expect([error.code, memory.ids(), claimsIn(memory)]).toEqual(['BERTH_SSHD_FAILED', ['a-1', 'b-1'], [1, 1]])
    expect(error.message).toMatch(
      /a: container a-1 is left: it is in use by run \S+ of user \S+ \(pid \d+ on \S+\) since 20.*\nb: container b-1 is left with the others/,
    )
    expect(error.commands.map(({ run }) => run)).toContain(
      `berth down --run ${maker.run.id} --cluster FILE --hosts a,b`,
    )
    await user.close()
    expect(claimsIn(memory)).toEqual([0, 0])
  })

  it('goes where nobody came', async () => {
    const memory = lab(hosts)
    expect((await rejection<BerthError>(berthOver(memory, withSshd).cluster.up())).code).toBe('BERTH_SSHD_FAILED')
    expect(memory.ids()).toEqual([])
  })
})

it('who uses a container is not made up where it could not be asked', () => {
  expect(describeUsers('committed\n')).toBe('is in use by an up that found it complete')
  expect(describeUsers('the container is paused\n')).toBe('is not known who uses it: the container is paused')
})

describe('who comes while a launch is undone', () => {
  it('is refused, leaves no claim, and is told who removes the container', async () => {
    const memory = lab(hosts)
    const maker = berthOver(memory, withSshd).cluster
    const user = berthOver(memory, {}, { run: maker.run }).cluster
    let refused: HostsError | undefined
    memory.fail('b', 'remove', async () => {
      memory
        .host('b')
        .container('lab')
        .files.write('/var/lib/berth/seals/x', sealOf(memory, 'b', maker.run.id))
      memory.host('a').addContainer({ name: 'lab', labels: memory.host('b').container('lab').labels })
      refused = await rejection<HostsError>(user.attach())
    })
    await rejection(maker.up())
    expect(refused?.code).toBe('BERTH_IN_USE')
    expect(refused?.message).toContain(`run ${maker.run.id} is about to remove the container`)
    expect(refused?.message).toMatch(/in a moment; if that run has died, in \d+ s/)
    expect([memory.ids(), claimsIn(memory)]).toEqual([['a-2'], [0, 0]])
  })
})

describe('who comes while containers are replaced', () => {
  it('keeps the whole set: nobody takes the rest of what is claimed on the first host', async () => {
    const memory = lab(hosts)
    await berthOver(memory).cluster.up()
    for (const host of hosts) {
      const container = memory.host(host).container('lab')
      const left = labelsOf({ by: run('left'), launch: container.labels['berth.launch'] ?? '' })
      container.labels = { ...left, 'berth.owner': ownerText({ ...newRun('ann').owner, pid: 2 ** 22 + 1 }) }
    }
    const options = { run: newRun('ann'), adopt: { runs: ['left'], handedOver: true } }
    const user = berthOver(memory, {}, options).cluster
    const maker = berthOver(memory, {}, { ...options, run: newRun('ann'), adopt: { handedOver: true } }).cluster
    let onlyFirst = (): void => undefined
    const claimedFirst = new Promise<void>((resolve) => {
      onlyFirst = resolve
    })
    let made: Promise<HostsError> | null = null
    memory.fail('a', 'remove', () => claimedFirst)
    memory.fail('b', 'exec', async () => {
      onlyFirst()
      await made
    })
    made = rejection<HostsError>(maker.up())
    await user.attach()
    expect([...(await made).failures.values()].map(({ code }) => code)).toEqual(['BERTH_IN_USE'])
    expect(memory.ids()).toEqual(['a-1', 'b-1'])
    expect((await user.exec('true')).throwIfFailed().get('b').exitCode).toBe(0)
  })
})

describe('a claim', () => {
  it('is left by who uses what another process may take back, and not in what stays anyway', async () => {
    const memory = lab(hosts)
    const library = berthOver(memory).cluster
    await library.up()
    const adopting = berthOver(memory, {}, { run: library.run }).cluster
    await adopting.attach()
    expect(claimsIn(memory)).toEqual([1, 1])
    await adopting.close()
    await library.attach()
    expect(claimsIn(memory)).toEqual([0, 0])
    await library.down()

    const handedOver = berthOver(memory, {}, { handsOver: true }).cluster
    await handedOver.up()
    const [calls, later] = [memory.calls.length, berthOver(memory, {}, { run: handedOver.run }).cluster]
    await later.attach()
    expect([claimsIn(memory), memory.calls.slice(calls).filter((call) => call.startsWith('exec'))]).toEqual([
      [0, 0],
      [],
    ])
  })

  it('is taken back where an up fails that left it', async () => {
    const memory = lab(hosts)
    const library = berthOver(memory).cluster
    await library.up()
    const adopting = berthOver(memory, withSshd, { run: library.run }).cluster
    expect((await rejection<BerthError>(adopting.up())).code).toBe('BERTH_SSHD_FAILED')
    expect([memory.ids(), claimsIn(memory)]).toEqual([
      ['a-1', 'b-1'],
      [0, 0],
    ])
  })

  it('that cannot be left everywhere is left nowhere', async () => {
    const memory = lab(hosts)
    const library = berthOver(memory).cluster
    await library.up()
    memory.host('b').container('lab').files.write('/var/lib/berth/claims', 'no folder')
    const error = await rejection<HostsError>(berthOver(memory, {}, { run: library.run }).cluster.attach())
    expect([error.code, [...error.failures.keys()], claimsIn(memory)]).toEqual(['BERTH_CLAIM_FAILED', ['b'], [0, 0]])
  })
})

describe('an up that has done everything', () => {
  it('does not tell of a container that was removed meanwhile that it stays', async () => {
    const memory = lab(hosts)
    const { cluster } = berthOver(memory)
    memory.fail('b', 'exec', () => memory.host('b').engine.remove(memory.host('b').container('lab')))
    const error = await rejection<KeptError>(cluster.up())
    expect([...error.kept.keys()]).toEqual(['a'])
    expect(error.message).toMatch(/b-1 is gone: another process removed it meanwhile/)
  })

  it('writes that down once on each host; where it cannot, it fails, and nothing is removed', async () => {
    const memory = lab(hosts)
    memory.fail('b', 'exec', 'BERTH_TIMEOUT')
    const { cluster } = berthOver(memory)
    const error = await rejection<KeptError>(cluster.up())
    expect([error.name, error.code, memory.ids()]).toEqual(['KeptError', 'BERTH_CLAIM_FAILED', ['a-1', 'b-1']])
    await cluster.down()
    expect(memory.ids()).toEqual([])
  })
})

/** So many calls that nothing happens to. */
function nothing(count: number): (() => void)[] {
  return Array.from({ length: count }, () => () => undefined)
}

function sealOf(memory: MemoryCluster, host: string, run: string): string {
  const launch = memory.host(host).container('lab').labels['berth.launch']
  return `${launch} ${Math.floor(memory.clock.now() / 1000)} ${run}\n`
}
