import type { HostEvent } from 'berth-cluster'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Progress } from '../../../src/cli/progress/progress.js'
import { quietTime } from '../../../src/cli/progress/quiet-time.js'
import { StepsAtWork } from '../../../src/cli/progress/steps-at-work.js'

const gpus = Array.from({ length: 300 }, (_, index) => `gpu${String(index + 1).padStart(3, '0')}`)

function event(host: string, step: HostEvent['step'], status: HostEvent['status']): HostEvent {
  return { type: 'host', host, step, status, ...(status === 'done' && { duration: 1000 }) }
}

describe('who is at work', () => {
  it('is told by step, folded, with the longest time, and apart from who waits', () => {
    const atWork = new StepsAtWork()
    for (const [index, gpu] of gpus.entries())
      atWork.take(event(gpu, 'image', index < 32 ? 'started' : 'waiting'), index)
    atWork.take(event('gpu007', 'image', 'done'), 50_000)
    atWork.take(event('gpu033', 'image', 'started'), 50_000)
    atWork.take(event('head', 'remove', 'started'), 60_000)
    expect(atWork.lines(125_000, 6)).toEqual([
      'gpu[001-006,008-033] (32)  image       32 hosts still at it, the first after 2m 5s',
      'gpu[034-300] (267)  image       267 hosts waiting for their turn',
      'head    remove      still at it after 1m 5s',
    ])
  })

  it('is nobody but those who began and did not end', () => {
    const statuses = fc.constantFrom<HostEvent['status'][]>('waiting', 'started', 'progress', 'done', 'failed')
    const events = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('image', 'launch'), statuses))
    fc.assert(
      fc.property(events, (list) => {
        const atWork = new StepsAtWork()
        const last = new Map<string, HostEvent['status']>()
        list.forEach(([host, step, status], index) => {
          atWork.take(event(host, step as HostEvent['step'], status), index)
          if (status !== 'progress') last.set(`${host} ${step}`, status)
        })
        const open = [...last.values()].filter((status) => status === 'waiting' || status === 'started')
        expect(atWork.any).toBe(open.length > 0)
        const named = atWork.lines(list.length, 1).flatMap((line) => line.split(/ {2,}/)[0]?.split(', ') ?? [])
        expect(named.length).toBe(open.length)
      }),
    )
  })
})

it('is said less and less often', () => {
  expect([0, 1, 2, 3, 4, 5, 100].map(quietTime)).toEqual(
    [10, 20, 40, 60, 120, 120, 120].map((seconds) => seconds * 1000),
  )
})

describe('Progress', () => {
  let text = ''
  let progress: Progress
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
    text = ''
    progress = new Progress({ write: (piece) => (text += piece) }, ['n1', 'n2'])
  })
  afterEach(() => vi.useRealTimers())

  it('breaks the silence of a step, with growing pauses, until it ends', () => {
    progress.listener(event('n1', 'launch', 'started'))
    progress.listener(event('n2', 'launch', 'started'))
    vi.advanceTimersByTime(9_000)
    expect(text).toBe('')
    progress.listener(event('n2', 'launch', 'done'))
    vi.advanceTimersByTime(200)
    expect(text).toBe('n2  launch      done in 1.0s\n')
    text = ''
    vi.advanceTimersByTime(960_000)
    const lines = text.split('\n').slice(0, -1)
    expect(lines.slice(0, 4)).toEqual([
      'n1  launch      still at it after 19.1s',
      'n1  launch      still at it after 39.1s',
      'n1  launch      still at it after 1m 19s',
      'n1  launch      still at it after 2m 19s',
    ])
    expect(lines.length).toBeLessThan(13)
    progress.listener(event('n1', 'launch', 'failed'))
    vi.advanceTimersByTime(200)
    text = ''
    vi.advanceTimersByTime(960_000)
    expect(text).toBe('')
  })

  it('says nothing of a step that has ended with its call', () => {
    progress.listener(event('n1', 'observe', 'started'))
    progress.flush()
    vi.advanceTimersByTime(60_000)
    expect(text).toBe('')
    progress.listener(event('n1', 'observe', 'started'))
    vi.advanceTimersByTime(11_000)
    expect(text).toBe('n1  observe     still at it after 10.0s\n')
  })
})
