import { type MemoryCluster, virtualClock } from '@berth/memory-cluster'
import { describe, expect, it } from 'vitest'
import type { HostsError } from '../../../src/errors/index.js'
import { CompensationError, type RefusalError } from '../../../src/lifetime/index.js'
import { digest } from '../../image/identity.js'
import { berthOver, lab } from '../berth-over.js'
import { image, labelsOf, run } from '../observations.js'
import { rejection } from '../rejection.js'
import { setupScriptFile } from './setup-script-file.js'
import { timeFlies } from './time-flies.js'

const other = run('other', process.env.USER)
const persistent = { lifetime: 'persistent' } as const

timeFlies()

describe('up', () => {
  it('does what the plan says, the lowest-sorted host before the others', async () => {
    const memory = lab(['c', 'a', 'b'])
    const { cluster } = berthOver(memory)
    const plan = await cluster.up()
    expect(plan?.action).toBe('launch')
    expect(memory.changes).toEqual(['launch a', 'launch b', 'launch c'])
    expect([...cluster.containers]).toEqual([
      ['a', 'a-1'],
      ['b', 'b-1'],
      ['c', 'c-1'],
    ])
  })

  it('changes nothing the second time, nor when another object adopts the run', async () => {
    const memory = lab(['a', 'b'])
    const { cluster } = berthOver(memory, { setup_script: setupScriptFile() })
    await cluster.up()
    const [changes, setUps] = [[...memory.changes], [...memory.setUps]]
    expect((await cluster.up())?.action).toBe('use')
    const adopted = berthOver(memory, { setup_script: setupScriptFile() }, { run: cluster.run }).cluster
    expect((await adopted.up())?.action).toBe('use')
    expect((await adopted.attach())?.action).toBe('attach')
    expect([memory.changes, memory.setUps]).toEqual([changes, setUps])
    expect(setUps).toEqual(['a', 'b'])
  })

  it('restarts what is stopped by its id and launches what is missing', async () => {
    const memory = lab(['a', 'b', 'c'])
    memory.host('a').addContainer({ name: 'lab', labels: ourLabels(), state: 'exited' })
    memory.host('b').addContainer({ name: 'lab', labels: ourLabels() })
    const { cluster } = berthOver(memory, persistent)
    const refused = await rejection<RefusalError>(cluster.up())
    expect([refused.code, refused.plan?.action, memory.changes]).toEqual(['BERTH_PARTIAL_SET', 'refuse', []])
    expect((await cluster.up({ repair: 'launch_missing' }))?.action).toBe('repair')
    expect(memory.changes).toEqual(['restart a a-1', 'launch c'])
  })

  it('replaces a leftover: removes it by its id, then launches', async () => {
    const memory = lab(['a', 'b'])
    memory.host('b').addContainer({ name: 'lab', image: image('2'), state: 'exited' })
    const { cluster } = berthOver(memory)
    await cluster.up({ replace: ['in_use', 'foreign'] })
    expect(memory.changes).toEqual(['remove b b-1', 'launch a', 'launch b'])
    expect(memory.ids()).toEqual(['a-1', 'b-2'])
  })

  it('launches nothing when the images that hosts were given differ', async () => {
    const memory = lab(['a', 'b'])
    memory.host('b').images.delete('lab:1')
    memory.host('b').registry.set('lab:1', image('2'))
    const error = await rejection<RefusalError>(berthOver(memory).cluster.up())
    expect([error.code, memory.changes]).toEqual(['BERTH_IMAGE_SKEW', []])
  })

  describe('a repair, when the tag has moved since', () => {
    const survivors = () => {
      const memory = lab(['a', 'b'])
      const manifestDigests = [digest('8'), digest('9')]
      memory.host('a').addContainer({ name: 'lab', labels: ourLabels(), image: { ...image('1'), manifestDigests } })
      memory.host('b').images.delete('lab:1')
      return memory
    }
    const byDigest = (digit: string) => `docker.io/library/lab@${digest(digit)}`
    const repair = (memory: MemoryCluster) =>
      berthOver(memory, { ...persistent, pull: 'always' }).cluster.up({ repair: 'launch_missing' })

    it('pulls what the survivors were pulled by, the next digest where one is not to be had', async () => {
      const memory = survivors()
      memory.host('b').registry.set(byDigest('9'), image('1'))
      expect((await repair(memory))?.action).toBe('repair')
      expect([...memory.host('b').images.keys()]).toEqual([byDigest('9')])
      expect(memory.changes).toEqual(['launch b'])
    })

    it('uses what is there by one of the digests, and pulls nothing', async () => {
      const memory = survivors()
      memory.host('b').images.set(byDigest('8'), image('1'))
      memory.host('b').registry.clear()
      expect((await repair(memory))?.action).toBe('repair')
      expect(memory.changes).toEqual(['launch b'])
    })

    it('uses what is there without a tag, and pulls nothing', async () => {
      for (const pull of ['always', 'never'] as const) {
        const memory = survivors()
        memory.host('b').images.set(digest('1'), image('1'))
        memory.host('b').registry.clear()
        const { cluster } = berthOver(memory, { ...persistent, pull })
        expect((await cluster.up({ repair: 'launch_missing' }))?.action).toBe('repair')
        expect(memory.changes).toEqual(['launch b'])
      }
    })

    it('says how to come by their image, where it cannot be pulled any more', async () => {
      const memory = survivors()
      const { failures } = await rejection<HostsError>(repair(memory))
      expect(failures.get('b')?.remedy).toMatch(/On a, save the image.*image-1 \(tagged as lab:1\)/)
      expect(memory.changes).toEqual([])
    })

    it('and says so too, where the image that was had is another', async () => {
      const memory = survivors()
      memory.host('b').registry.set(byDigest('8'), image('2'))
      const error = await rejection<RefusalError>(repair(memory))
      expect([error.code, memory.changes]).toEqual(['BERTH_IMAGE_SKEW', []])
      expect(error.remedy).toMatch(/^On a, save the image/)
    })
  })

  it('launches nothing when an image cannot be had', async () => {
    const memory = lab(['a', 'b', 'c']).fail('b', 'image', 'BERTH_IMAGE_UNAVAILABLE')
    const error = await rejection<HostsError>(berthOver(memory).cluster.up())
    expect([error.code, [...error.failures.keys()], memory.changes]).toEqual(['BERTH_IMAGE_UNAVAILABLE', ['b'], []])
  })
})

describe('a failure', () => {
  it('of one launch of three removes by id what was created, and leaves the others', async () => {
    const memory = lab(['a', 'b', 'c']).fail('b', 'launch', 'BERTH_LAUNCH_FAILED')
    memory.host('a').addContainer({ name: 'theirs', state: 'created' })
    const error = await rejection<HostsError>(berthOver(memory).cluster.up())
    expect([error.code, [...error.failures.keys()]]).toEqual(['BERTH_LAUNCH_FAILED', ['b']])
    expect(memory.changes.slice(3).sort()).toEqual(['remove a a-2', 'remove c c-1'])
    expect(memory.ids()).toEqual(['a-1'])
    expect(memory.calls.filter((call) => call.startsWith('list'))).toEqual([])
  })

  it('of the first launch leaves the others alone, and says of how many it is one', async () => {
    const memory = lab(['a', 'b', 'c']).fail('a', 'launch', 'BERTH_LAUNCH_FAILED')
    const error = await rejection<HostsError>(berthOver(memory).cluster.up())
    expect(error.message).toMatch(/^launch: failed on 1 of 3 hosts\n/)
    expect(memory.changes.filter((change) => !change.endsWith(' a'))).toEqual([])
  })

  it('spares what this run had before', async () => {
    const memory = lab(['a', 'b'])
    const { cluster } = berthOver(memory)
    await cluster.up()
    memory.host('b').engine.remove(memory.host('b').container('lab'))
    memory.fail('b', 'launch', 'BERTH_LAUNCH_FAILED')
    await rejection(cluster.up())
    expect(memory.ids()).toEqual(['a-1'])
    expect(cluster.state).toBe('failed')
  })

  it('of a repair spares the survivors', async () => {
    const memory = lab(['a', 'b', 'c']).fail('c', 'launch', 'BERTH_LAUNCH_FAILED')
    memory.host('a').addContainer({ name: 'lab', labels: ourLabels() })
    await rejection(berthOver(memory, persistent).cluster.up({ repair: 'launch_missing' }))
    expect(memory.ids()).toEqual(['a-1'])
  })

  it('of the setup script removes all, and keepFailed keeps all and says so', async () => {
    for (const keepFailed of [false, true]) {
      const memory = lab(['a', 'b'], { programs: { prepare: ({ host }) => (host === 'b' ? 3 : 0) } })
      const { cluster, warnings } = berthOver(memory, { setup_script: setupScriptFile('prepare\n') })
      const error = await rejection<HostsError>(cluster.up({ keepFailed }))
      expect([error.code, [...error.failures.keys()]]).toEqual(['BERTH_PROVISION_FAILED', ['b']])
      expect(memory.ids()).toEqual(keepFailed ? ['a-1', 'b-1'] : [])
      expect(error.message.includes('Run: berth up --keep-failed --cluster FILE')).toBe(!keepFailed)
      expect(warnings()).toEqual(keepFailed ? ['kept, as was asked for:\na: a-1\nb: b-1'] : [])
    }
  })

  it('of a setup script whose container another process removed says that it was removed', async () => {
    const memory: MemoryCluster = lab(['a', 'b'], {
      programs: {
        prepare: ({ host }) => {
          if (host === 'b') memory.host('b').engine.remove(memory.host('b').container('lab'))
          return 0
        },
      },
    })
    const error = await rejection<HostsError>(
      berthOver(memory, { setup_script: setupScriptFile('prepare\n') }).cluster.up(),
    )
    expect(error.failures.get('b')?.message).toMatch(/container b-1 is gone: another process removed it meanwhile/)
    expect(error.failures.get('b')?.message).toMatch(/Run: berth up --cluster FILE$/)
  })

  it('of a setup script that finds no container says that it was removed', async () => {
    const memory = lab(['a', 'b'])
    memory.fail('b', 'exec', () => memory.host('b').engine.remove(memory.host('b').container('lab')))
    const error = await rejection<HostsError>(
      berthOver(memory, { setup_script: setupScriptFile('true\n') }).cluster.up(),
    )
    expect(error.failures.get('b')?.message).toMatch(/container b-1 is gone: another process removed it meanwhile/)
    expect(memory.ids()).toEqual([])
  })

  it.each(['BERTH_LAUNCH_UNKNOWN', 'BERTH_TIMEOUT', 'BERTH_CONNECTION_LOST'] as const)(
    'of unknown outcome (%s) finds the container by its run and removes it',
    async (lost) => {
      const memory = lab(['a', 'b']).fail('b', 'launch', { lost })
      const error = await rejection<HostsError>(berthOver(memory).cluster.up())
      expect([error.code, memory.ids()]).toEqual([lost, []])
      expect(memory.changes.slice(2).sort()).toEqual(['remove a a-1', 'remove b b-1'])
    },
  )

  it('of unknown outcome finds a container that is created late', async () => {
    const clock = virtualClock({ paused: true })
    const memory = lab(['a', 'b'], { clock }).fail('b', 'launch', { late: 2500 })
    memory.host('b').addContainer({ name: 'theirs', labels: labelsOf({ by: other }), state: 'created' })
    memory.fail(
      'b',
      'list',
      () => expect(memory.ids()).not.toContain('b-2'),
      () => clock.advance(2500),
    )
    await rejection(berthOver(memory).cluster.up())
    expect(memory.ids()).toEqual(['b-1'])
    expect(memory.changes.at(-1)).toBe('remove b b-2')
  })

  it('that cannot be made undone names each host, its container and what failed first', async () => {
    const memory = lab(['a', 'b', 'c'])
      .fail('a', 'remove', 'BERTH_REMOVE_FAILED')
      .fail('b', 'launch', { lost: 'BERTH_TIMEOUT' })
      .fail('b', 'list', 'BERTH_CONNECTION_LOST')
    const { cluster } = berthOver(memory)
    const error = await rejection<CompensationError>(cluster.up())
    expect(error).toBeInstanceOf(CompensationError)
    expect([error.code, [...error.leftBehind.keys()]]).toEqual(['BERTH_TIMEOUT', ['a', 'b']])
    expect(error.message).toMatch(
      /failed on 1 of 3 hosts\nb:\n {2}launch: as injected\nand what this run had made could not all be removed\na: container a-1 is left: as injected\nb: a container lab may be left or come yet, with the label berth.launch=[0-9a-f-]{36}: as injected\n {2}→ Once/,
    )
    expect(error.commands.map(({ run }) => run)).toEqual([
      `berth down --run ${cluster.run.id} --cluster FILE --hosts a,b`,
    ])
    expect(memory.ids()).toEqual(['a-1', 'b-1'])
  })

  it('of something that is no error of Berth does not hide what is left', async () => {
    const memory = lab(['a']).fail('a', 'remove', 'BERTH_REMOVE_FAILED')
    const bug = () => {
      throw new RangeError('a listener that throws')
    }
    const onEvent: Parameters<typeof berthOver>[2] = {
      onEvent: (event) => (event.type === 'phase' && event.state === 'provisioning' ? bug() : undefined),
    }
    const error = await rejection<CompensationError>(berthOver(memory, {}, onEvent).cluster.up())
    expect([error.name, error.leftBehind.has('a')]).toEqual(['CompensationError', true])
  })

  it('an abort in the middle removes what was created', async () => {
    const memory = lab(['a', 'b', 'c'])
    const aborting = new AbortController()
    memory.fail('b', 'launch', () => {
      aborting.abort()
      throw Object.assign(new Error('aborted'))
    })
    const error = await rejection<CompensationError>(
      berthOver(memory, { setup_script: setupScriptFile() }).cluster.up({ signal: aborting.signal }),
    )
    expect([error.code, [...error.leftBehind.keys()]]).toEqual(['BERTH_HOSTS_FAILED', ['b', 'c']])
    expect(memory.ids()).toEqual([])
  })

  it('an abort before anything is one error of an abort', async () => {
    const memory = lab(['a', 'b'])
    const error = await rejection<HostsError>(berthOver(memory).cluster.up({ signal: AbortSignal.abort() }))
    expect([error.code, error.kind, memory.changes]).toEqual(['BERTH_ABORTED', 'interrupted', []])
  })

  it('removes what a repair made when the claim on a survivor is lost', async () => {
    const memory = lab(['a', 'b'])
    memory.host('a').addContainer({ name: 'lab', labels: ourLabels() })
    memory.host('a').container('lab').claimProvisioning('other')
    const { cluster } = berthOver(memory, { ...persistent, setup_script: setupScriptFile() })
    expect((await rejection<HostsError>(cluster.up({ repair: 'launch_missing' }))).code).toBe('BERTH_PROVISIONING')
    expect(memory.ids()).toEqual(['a-1'])
  })
})

/** Labels of a persistent container of the user who runs the tests. */
function ourLabels(): Record<string, string> {
  const { owner } = berthOver(lab(['x'])).cluster.run
  return labelsOf({ by: { id: 'other', owner: { ...owner, machine: 'elsewhere' } }, lifetime: 'persistent' })
}
