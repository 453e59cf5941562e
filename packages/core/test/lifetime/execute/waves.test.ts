import { type MemoryCluster, virtualClock } from '@berth/memory-cluster'
import { describe, expect, it } from 'vitest'
import { BerthError, type HostsError } from '../../../src/errors/index.js'
import type { ClusterEvent } from '../../../src/lifetime/index.js'
import { berthOver, lab } from '../berth-over.js'
import { rejection } from '../rejection.js'
import { setupScriptFile } from './setup-script-file.js'
import { timeFlies } from './time-flies.js'

const hosts = Array.from({ length: 12 }, (_, index) => `n${String(index + 1).padStart(2, '0')}`)

timeFlies()

/** How many calls of a kind are under way at most, each taking a while. */
function counting(memory: MemoryCluster, call: 'image' | 'exec', among: readonly string[]) {
  const seen = { now: 0, most: 0, order: [] as string[] }
  for (const host of among)
    memory.fail(host, call, async () => {
      seen.order.push(host)
      seen.now += 1
      seen.most = Math.max(seen.most, seen.now)
      await new Promise((resolve) => setTimeout(resolve, 5000))
      seen.now -= 1
    })
  return seen
}

function told(events: readonly ClusterEvent[], status: string): string[] {
  return events.flatMap((event) => (event.type === 'host' && event.status === status ? [event.host] : []))
}

function limited(host: string, said = 'You have reached your pull rate limit.'): () => void {
  return () => {
    throw new BerthError({
      code: 'BERTH_REGISTRY_LIMIT',
      host,
      operation: 'make image present',
      message: `toomanyrequests: ${said}`,
      remedy: 'Wait.',
    })
  }
}

/** Without the image, but for these hosts. */
function withoutImage(but: readonly string[] = []): MemoryCluster {
  const memory = lab(hosts)
  for (const [name, { images }] of memory.hosts) if (!but.includes(name)) images.delete('lab:1')
  return memory
}

describe('pulls', () => {
  it('are as many at once as the cluster file says, and those that wait say so', async () => {
    const memory = withoutImage()
    const pulls = counting(memory, 'image', hosts)
    const { cluster, events } = berthOver(memory, { pulls_at_once: 3 })
    await cluster.up()
    expect(pulls).toMatchObject({ most: 3, order: hosts })
    expect(told(events, 'waiting')).toEqual(hosts.slice(3))
  })

  it('are not waited for where the image is there', async () => {
    const there = hosts.slice(5)
    const memory = withoutImage(there)
    const first = counting(memory, 'image', hosts)
    const { cluster, events } = berthOver(memory, { pulls_at_once: 1 })
    await cluster.up()
    expect(first.order.slice(0, there.length + 1).toSorted()).toEqual(['n01', ...there])
    expect(told(events, 'waiting')).toEqual(hosts.slice(1, 5))
  })

  it('are one and all where no host needs the registry, or an archive is loaded', async () => {
    const memory = withoutImage()
    for (const { archives, registry } of memory.hosts.values()) archives.set('/lab.tar', new Map(registry))
    const loads = counting(memory, 'image', hosts)
    const { cluster, events } = berthOver(memory, { pulls_at_once: 1, image_tar: '/lab.tar' })
    await cluster.up()
    expect([loads.most, told(events, 'waiting')]).toEqual([hosts.length, []])
  })

  it('are found in the home that the login user has on each host, where the archive is there', async () => {
    const memory = withoutImage()
    for (const { archives, registry } of memory.hosts.values()) archives.set('/root/lab.tar', new Map(registry))
    const { cluster } = berthOver(memory, { pull: 'never', image_tar: '~/lab.tar' })
    expect((await cluster.up())?.action).toBe('launch')
  })

  it('that a registry refuses for now are made again, and the wait is told', async () => {
    const memory = withoutImage().fail('n02', 'image', limited('n02'), limited('n02'))
    const { cluster, events } = berthOver(memory)
    expect((await cluster.up())?.action).toBe('launch')
    const waits = events.flatMap((event) =>
      event.type === 'host' && event.host === 'n02' && event.status === 'progress' ? [event.message] : [],
    )
    expect(waits.slice(0, 2)).toEqual([
      'the registry asks for patience: pulling again in 10 s',
      'the registry asks for patience: pulling again in 30 s',
    ])
  })

  it('that a registry refuses for as long as it says are made again then, and not at all where that is too long', async () => {
    const asks = (time: string) => limited('n02', `retry-after: ${time}`)
    const memory = withoutImage().fail('n02', 'image', asks('1.2s'), asks('11m'))
    const { cluster, events } = berthOver(memory)
    const error = await rejection<HostsError>(cluster.up())
    expect(error.message).toMatch(/retry-after: 11m/)
    const waits = events.flatMap((event) =>
      event.type === 'host' && event.message?.includes('patience') ? [event.message] : [],
    )
    expect(waits).toEqual(['the registry asks for patience: pulling again in 2 s'])
  })

  it('that a registry goes on to refuse are an error that says so; the others do not wait for it in vain', async () => {
    const memory = withoutImage()
    for (const host of hosts) memory.fail(host, 'image', ...Array.from({ length: 9 }, () => limited(host)))
    const { cluster } = berthOver(memory, { pulls_at_once: 4 })
    const error = await rejection<HostsError>(cluster.up())
    expect(error).toMatchObject({ code: 'BERTH_REGISTRY_LIMIT', failures: { size: hosts.length } })
    expect(error.message).toMatch(/toomanyrequests[\s\S]*asked 4 times[\s\S]*not begun, because it had failed/)
    expect(error.failures.get('n01')?.retryable).toBe(true)
    expect(memory.calls.filter((call) => call.startsWith('image')).length).toBeLessThanOrEqual(4 * 4 + 4)
    expect(memory.changes).toEqual([])
  })

  it('that fail for another reason are not made again', async () => {
    const memory = withoutImage().fail('n03', 'image', 'BERTH_IMAGE_UNAVAILABLE')
    await rejection<HostsError>(berthOver(memory).cluster.up())
    expect(memory.calls.filter((call) => call === 'image n03')).toHaveLength(1)
  })

  it('end with an abort: those that wait are not begun, and a pause is cut short', async () => {
    const memory = withoutImage().fail('n01', 'image', limited('n01'))
    const aborting = new AbortController()
    const onEvent = (event: ClusterEvent): void => {
      if (event.type === 'host' && event.message?.includes('patience')) aborting.abort(new Error('enough'))
    }
    const { cluster } = berthOver(memory, { pulls_at_once: 1 }, { onEvent })
    const error = await rejection<HostsError>(cluster.up({ signal: aborting.signal }))
    expect(error.failures.get('n12')?.code).toBe('BERTH_ABORTED')
    expect(memory.calls.filter((call) => call.startsWith('image'))).toEqual(['image n01'])
  })
})

describe('setup scripts', () => {
  it('run on as many hosts at once as the cluster file says', async () => {
    const clock = virtualClock()
    const memory = lab(hosts, { clock })
    const scripts = counting(memory, 'exec', hosts)
    const { cluster, events } = berthOver(memory, { setup_script: setupScriptFile(), setup_scripts_at_once: 5 })
    await cluster.up()
    expect(scripts).toMatchObject({ most: 5, order: hosts })
    expect(told(events, 'waiting')).toEqual(hosts.slice(5))
    expect(memory.setUps.toSorted()).toEqual(hosts)
    // Whoever meets such a container knows how long it may take.
    expect(memory.host('n01').container('lab').labels).toMatchObject({ 'berth.turns': '3' })
  })

  it('that fail on all hosts that were first are not begun on the others', async () => {
    const memory = lab(hosts)
    for (const host of hosts) memory.fail(host, 'exec', 'BERTH_PROVISION_FAILED')
    const { cluster } = berthOver(memory, { setup_script: setupScriptFile(), setup_scripts_at_once: 2 })
    const error = await rejection<HostsError>(cluster.up())
    expect([error.code, error.failures.size]).toEqual(['BERTH_PROVISION_FAILED', hosts.length])
    expect(memory.calls.filter((call) => call.startsWith('exec')).length).toBeLessThan(5)
    expect(memory.ids()).toEqual([])
  })
})
