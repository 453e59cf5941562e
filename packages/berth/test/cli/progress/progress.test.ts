import type { HostEvent } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { durationText } from '../../../src/cli/progress/duration-text.js'
import { Progress } from '../../../src/cli/progress/progress.js'
import { progressLines } from '../../../src/cli/progress/progress-lines.js'

describe('progressLines', () => {
  it('says each step of each host in one line, in columns', () => {
    expect(
      progressLines(
        [
          event('gpu1', 'launch', 'started'),
          event('gpu1', 'launch', 'done', { duration: 1234 }),
          event('gpu10', 'provision', 'failed', { duration: 65_000, message: 'not shown' }),
        ],
        5,
      ),
    ).toEqual(['gpu1   launch      done in 1.2s', 'gpu10  provision   failed after 1m 5s'])
  })

  it('groups hosts of which the same is to be said', () => {
    const pulled = { message: 'pulling busybox:1' }
    expect(
      progressLines(
        [
          event('b', 'image', 'progress', pulled),
          event('a', 'image', 'progress', pulled),
          event('a', 'image', 'progress', pulled),
          event('c', 'sshd', 'started'),
        ],
        1,
      ),
    ).toEqual(['a, b  image       pulling busybox:1', 'c  sshd        started'])
  })
})

describe('Progress', () => {
  it('shows what it holds back before a warning, and once', () => {
    let text = ''
    const progress = new Progress({ write: (piece) => (text += piece) }, ['a'])
    progress.listener(event('a', 'launch', 'done', { duration: 10 }))
    progress.listener({ type: 'warning', message: 'stale' })
    progress.flush()
    expect(text).toBe('a  launch      done in 0.0s\nwarning: stale\n')
  })
})

describe('durationText', () => {
  it.each([
    [49, '0.0s'],
    [59_940, '59.9s'],
    [59_960, '1m 0s'],
    [125_400, '2m 5s'],
  ])('writes %i ms as %s', (duration, text) => {
    expect(durationText(duration)).toBe(text)
  })
})

function event(
  host: string,
  step: HostEvent['step'],
  status: HostEvent['status'],
  more: Pick<HostEvent, 'duration' | 'message'> = {},
): HostEvent {
  return { type: 'host', host, step, status, ...more }
}
