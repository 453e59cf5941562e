import { describe, expect, it } from 'vitest'
import { HostsError } from '../../src/errors/index.js'
import { berthOver, lab } from '../lifetime/berth-over.js'
import { image } from '../lifetime/observations.js'
import { rejection } from '../lifetime/rejection.js'

describe('pull', () => {
  it('makes the image present on every host, launches nothing, and leaves the state as it was', async () => {
    const memory = lab(['a', 'b', 'c'])
    for (const host of ['b', 'c']) memory.hosts.get(host)?.images.delete('lab:1')
    const { cluster, events } = berthOver(memory)
    const pulled = await cluster.pull()
    expect([...(pulled?.images ?? [])].map(([host, { changed }]) => [host, changed])).toEqual([
      ['a', false],
      ['b', true],
      ['c', true],
    ])
    expect(pulled?.images.get('b')?.identity).toEqual(image('1'))
    expect([cluster.state, memory.ids(), pulled?.missing.size]).toEqual(['closed', [], 0])
    expect(events.flatMap((event) => (event.type === 'host' && event.status === 'done' ? [event.step] : []))).toContain(
      'image',
    )
    await cluster.up()
    expect((await cluster.pull())?.images.size).toBe(3)
    expect([cluster.state, memory.ids().length]).toEqual(['ready', 3])
  })

  it('rejects where hosts have different images then', async () => {
    const memory = lab(['a', 'b', 'c'])
    memory.hosts.get('c')?.images.set('lab:1', image('2'))
    const error = await rejection(berthOver(memory).cluster.pull())
    expect(error).toMatchObject({ code: 'BERTH_IMAGE_SKEW', operation: 'pull' })
  })

  it('tells of every host that failed, one whose engine does not answer among them, and has done the others', async () => {
    const memory = lab(['a', 'b', 'c'])
    memory.hosts.get('a')?.images.delete('lab:1')
    memory.fail('b', 'observe', 'BERTH_PROBE_UNTRUSTED').fail('c', 'image', 'BERTH_IMAGE_UNAVAILABLE')
    const error = await rejection(berthOver(memory).cluster.pull())
    expect(error).toBeInstanceOf(HostsError)
    const { failures, succeeded } = error as HostsError
    expect([...failures].map(([host, { code }]) => [host, code])).toEqual([
      ['b', 'BERTH_PROBE_UNTRUSTED'],
      ['c', 'BERTH_IMAGE_UNAVAILABLE'],
    ])
    expect([...succeeded]).toEqual([['a', { identity: image('1'), changed: true }]])
  })

  it('goes on without as many hosts as may fail, and leaves those of the cluster object alone', async () => {
    const memory = lab(['a', 'b', 'c']).fail('c', 'image', 'BERTH_IMAGE_UNAVAILABLE')
    const { cluster, warnings } = berthOver(memory)
    const pulled = await cluster.pull({ maxFailures: 1 })
    expect([[...(pulled?.images.keys() ?? [])], [...(pulled?.missing.keys() ?? [])]]).toEqual([['a', 'b'], ['c']])
    expect(cluster.missing.size).toBe(0)
    expect(warnings()).toEqual(['going on without 1 of 3 hosts, which failed: c'])
  })

  it('refuses a number of hosts at once that is none', async () => {
    await expect(berthOver(lab(['a'])).cluster.pull({ parallel: 0 })).rejects.toThrow(TypeError)
  })
})
