import type { HostEvent } from 'berth-cluster'
import { beforeEach, describe, expect, it } from 'vitest'
import { StatusRow } from '../../../src/cli/output/status-row.js'
import { Progress } from '../../../src/cli/progress/progress.js'
import { Screen } from '../terminal/screen.js'
import { type ManualClock, manualClock } from './manual-clock.js'

const gpus = Array.from({ length: 500 }, (_, index) => `gpu${String(index + 1).padStart(3, '0')}`)

function event(
  host: string,
  step: HostEvent['step'],
  status: HostEvent['status'],
  more: Omit<HostEvent, 'type' | 'host' | 'step' | 'status'> = {},
): HostEvent {
  return { type: 'host', host, step, status, ...more }
}

let clock: ManualClock
beforeEach(() => {
  clock = manualClock()
})

describe('progress where no row can be written again', () => {
  let text = ''
  let progress: Progress
  beforeEach(() => {
    text = ''
    progress = new Progress({ write: (piece) => (text += piece) }, ['n1', 'n2'], { clock, row: null })
  })
  const written = (): string[] => {
    const lines = text.split('\n').slice(0, -1)
    text = ''
    return lines
  }

  it('says after two seconds that a phase goes on, then every 30 s, and at its end what it came to', () => {
    for (const host of ['n1', 'n2']) progress.listener(event(host, 'provision', 'started'))
    clock.advance(1900)
    expect(written()).toEqual([])
    clock.advance(100)
    expect(written()).toEqual(['provision 0/2 · 0:02 · waiting for n1, n2'])
    progress.listener(event('n2', 'provision', 'done'))
    clock.advance(29_000)
    expect(written()).toEqual([])
    clock.advance(61_000)
    expect(written()).toEqual([
      'provision 1/2 · 0:32 · waiting for n1',
      'provision 1/2 · 1:02 · waiting for n1',
      'provision 1/2 · 1:32 · waiting for n1',
    ])
    progress.listener(event('n1', 'provision', 'failed'))
    clock.advance(600_000)
    expect(written()).toEqual([])
    progress.flush()
    expect(written()).toEqual(['provision 1/2 · failed on n1 · 11:32'])
    clock.advance(600_000)
    expect(written()).toEqual([])
  })

  it('tells the end of one phase when the next begins, and of a look nothing but that it takes long', () => {
    progress.listener(event('n1', 'observe', 'started'))
    clock.advance(2500)
    progress.listener(event('n1', 'observe', 'done'))
    progress.listener(event('n1', 'launch', 'started'))
    clock.advance(1000)
    progress.listener(event('n1', 'launch', 'done'))
    progress.listener(event('n2', 'launch', 'started'))
    clock.advance(500)
    progress.listener(event('n2', 'launch', 'done'))
    progress.listener(event('n1', 'provision', 'started'))
    expect(written()).toEqual(['observe 0/1 · 0:02 · waiting for n1', 'launch 2/2 · 0:01'])
  })

  it('tells what hosts say at once together, and those that say the same later in one line every 30 s', () => {
    const patience = { message: 'the registry asks for patience' }
    for (const gpu of gpus.slice(0, 8)) progress.listener(event(gpu, 'image', 'progress', patience))
    clock.advance(100)
    expect(written()).toEqual(['gpu[001-008] (8)  image       the registry asks for patience'])
    for (const gpu of gpus.slice(8)) {
      progress.listener(event(gpu, 'image', 'progress', patience))
      clock.advance(50)
    }
    expect(written()).toEqual([])
    clock.advance(30_000)
    expect(written()).toEqual(['gpu[009-500] (492)  image       the registry asks for patience'])
  })

  it('tells of a pull one line for each group of hosts, with its bytes, and none of the lines of the engine', () => {
    for (const gpu of gpus) progress.listener(event(gpu, 'image', 'started'))
    for (const gpu of gpus) progress.listener(event(gpu, 'image', 'progress', { message: 'pulling lab:1' }))
    for (let layer = 1; layer <= 89; layer += 1)
      for (const gpu of gpus) {
        const message = `${String(layer).padStart(12, '0')}: Pull complete`
        progress.listener(
          event(gpu, 'image', 'progress', { message, engineLine: true, layers: { done: layer, total: 89 } }),
        )
      }
    clock.advance(2000)
    expect(written()).toEqual([
      'gpu[001-500] (500)  image       pulling lab:1',
      'image 0/500 · 44500 of 44500 layers · 0:02 · waiting for gpu[001-500] (500)',
    ])
    for (const [index, gpu] of gpus.entries()) {
      const bytes = index < 250 ? 3_565_158 : 2 ** 31
      progress.listener(event(gpu, 'image', 'progress', { message: 'pulled lab:1', bytes }))
      progress.listener(event(gpu, 'image', 'done'))
      clock.advance(10)
    }
    progress.flush()
    expect(written()).toEqual([
      'gpu[001-250] (250)  image       pulled lab:1: 3.4 MiB',
      'gpu[251-500] (250)  image       pulled lab:1: 2.0 GiB',
      'image 500/500 · 0:07',
    ])
  })

  it('tells of images that are sent how many bytes of all are, how fast, and where it takes longest; no line for each piece', () => {
    for (const gpu of gpus) progress.listener(event(gpu, 'image', 'started'))
    for (let percent = 1; percent <= 50; percent += 1)
      for (const gpu of gpus) {
        const sent = { done: (gpu === 'gpu007' ? percent / 2 : percent) * 1_048_576, total: 104_857_600 }
        progress.listener(event(gpu, 'image', 'progress', { message: `sent ${percent} %`, sent }))
      }
    clock.advance(2000)
    expect(written()).toEqual([
      'image 0/500 · sent 24.4 GiB of 48.8 GiB · 12.0 GiB/s · 0:02 left · slowest gpu007 (25 %) · 0:02 · waiting for gpu[001-500] (500)',
    ])
    for (const gpu of gpus) progress.listener(event(gpu, 'image', 'done'))
    progress.flush()
    expect(written()).toEqual([expect.stringMatching(/^image 500\/500 · 0:02$/)])
  })

  it('shows what it holds back before a warning, and once', () => {
    progress.listener(event('n1', 'launch', 'progress', { message: 'the engine does not answer' }))
    progress.listener({ type: 'warning', message: 'stale' })
    progress.flush()
    expect(written()).toEqual(['n1  launch      the engine does not answer', 'warning: stale', 'launch · 0:00'])
  })

  it('shows a phase that no event tells of while it goes on, and where it fails', async () => {
    await progress.during('exec', ['n1', 'n2'], async (done) => {
      done('n2')
      clock.advance(2000)
    })
    await expect(
      progress.during('exec', ['n1', 'n2'], () => Promise.reject(new Error('aborted')), { printing: true }),
    ).rejects.toThrow('aborted')
    clock.advance(60_000)
    await progress.during(
      'exec',
      ['n1'],
      async () => {
        clock.advance(29_999)
        expect(written()).toEqual(['exec 1/2 · 0:02 · waiting for n1'])
        clock.advance(1)
      },
      { printing: true },
    )
    expect(written()).toEqual(['exec 0/1 · 0:30 · waiting for n1'])
  })
})

describe('progress on a terminal', () => {
  let screen: Screen
  let progress: Progress
  beforeEach(() => {
    screen = new Screen(80)
    const row = new StatusRow(screen, {})
    progress = new Progress(row.above(screen), gpus, { clock, row })
  })

  it('is one row for each phase, written again every second, which stays as what the phase came to', () => {
    for (const gpu of gpus) progress.listener(event(gpu, 'launch', 'started'))
    clock.advance(100)
    expect(screen.text).toBe('launch 0/500 · 0:00 · waiting for gpu[001-500] (500)')
    for (const gpu of gpus.slice(0, 499)) progress.listener(event(gpu, 'launch', 'done'))
    clock.advance(42_900)
    expect(screen.text).toBe('launch 499/500 · 0:43 · waiting for gpu500')
    progress.listener({ type: 'warning', message: 'stale' })
    progress.listener(event('gpu500', 'launch', 'done'))
    for (const gpu of gpus) progress.listener(event(gpu, 'provision', 'started'))
    clock.advance(1000)
    expect(screen.text).toBe(
      'warning: stale\nlaunch 500/500 · 0:43\nprovision 0/500 · 0:01 · waiting for gpu[001-500] (500)',
    )
    progress.flush()
    expect(screen.text).toBe(
      'warning: stale\nlaunch 500/500 · 0:43\nprovision 0/500 · not done on gpu[001-500] (500) · 0:01\n',
    )
    clock.advance(60_000)
    expect(screen.rows).toHaveLength(4)
  })

  it('says nothing of a phase any more once its end is told', () => {
    for (const gpu of gpus) progress.listener(event(gpu, 'launch', 'started'))
    clock.advance(1000)
    for (const gpu of gpus) progress.listener(event(gpu, 'launch', 'done'))
    progress.listener(event('gpu001', 'observe', 'started'))
    expect(screen.text).toBe('launch 500/500 · 0:01\n')
  })

  it('shows a look and a command only once they take more than two seconds, and leaves nothing of them', async () => {
    for (const gpu of gpus) progress.listener(event(gpu, 'observe', 'started'))
    clock.advance(1999)
    expect(screen.text).toBe('')
    clock.advance(1)
    expect(screen.text).toBe('observe 0/500 · 0:02 · waiting for gpu[001-500] (500)')
    progress.flush()
    expect(screen.text).toBe('')
    await progress.during('exec', gpus, async (done) => {
      for (const gpu of gpus.slice(1)) done(gpu)
      clock.advance(5000)
      expect(screen.text).toBe('exec 499/500 · 0:05 · waiting for gpu001')
    })
    expect(screen.text).toBe('')
  })

  it('is one row on a terminal that is too narrow for it', () => {
    screen.columns = 24
    for (const gpu of gpus) progress.listener(event(gpu, 'launch', 'started'))
    clock.advance(10_000)
    expect(screen.text).toBe('launch 0/500 · 0:10 …')
  })
})
