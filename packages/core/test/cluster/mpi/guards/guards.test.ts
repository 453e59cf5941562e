import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Guards } from '../../../../src/cluster/mpi/guards/guards.js'
import { lossOf } from '../../../../src/cluster/mpi/guards/loss-of.js'
import { fewTurns } from '../../../../src/cluster/mpi/guards/silences.js'

const turn = 300

describe('guards', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const guarding = () => {
    const events: string[] = []
    const answers = new Map<string, () => void>()
    const guards = new Guards({
      placed: [
        { host: 'a', ranks: 2 },
        { host: 'b', ranks: 2 },
      ],
      lostAfter: fewTurns * turn,
      tell: (line) => void events.push(line.trim()),
      askHost: (host) => new Promise<void>((resolve) => answers.set(host, resolve)),
      onDoubt: (host) => void events.push(`doubt ${host}`),
      onLost: (host) => void events.push(`lost ${host}`),
    })
    const turns = async (count: number, ...heard: readonly string[]): Promise<void> => {
      for (let at = 0; at < count; at += 1) {
        for (const host of heard) guards.heard(host)
        await vi.advanceTimersByTimeAsync(turn)
      }
    }
    return { guards, turns, answers, events: () => [...new Set(events)] }
  }

  it('lose the host that is silent while another is heard, and doubt it before, where it does not answer', async () => {
    const { guards, turns, events } = guarding()
    await turns(1, 'a', 'b')
    await turns(fewTurns, 'a')
    expect(events()).toEqual(['beat', 'doubt b', 'lost b'])
    expect(guards.lost.get('b')?.message).toContain(
      'ranks 2 to 3 are lost with the host: nothing was heard of it for 1.5 s',
    )
    guards.close()
  })

  it('lose no host that answers past its containers, nor one whose guard has gone before the answer came', async () => {
    const { guards, turns, answers, events } = guarding()
    await turns(1, 'a', 'b')
    await turns(3, 'a')
    guards.gone('b')
    answers.get('b')?.()
    await turns(3 * fewTurns, 'a')
    expect(events()).not.toContain('lost b')
    guards.begun('b')
    await turns(3 * fewTurns, 'a')
    expect(events()).not.toContain('lost b')
    guards.close()
  })

  it.each([
    [
      'host',
      { endedBy: 'lost' },
      'BERTH_CONNECTION_LOST',
      'host: the connection was lost',
      /^Check that the host is up/,
    ],
    [
      'container',
      { endedBy: 'lost', mayStillRun: { because: 'end not told', process: null, processes: [] } },
      'BERTH_COMMAND_FAILED',
      'container: it, or its engine, went away',
      /^Look at the container/,
    ],
  ] as const)('tell of a lost %s as of one', (_of, ended, code, words, remedy) => {
    const { guards, events } = guarding()
    const loss = lossOf(ended)
    if (loss !== null) guards.lose('b', loss)
    const message = expect.stringContaining(`ranks 2 to 3 are lost with the ${words}; the others were ended`)
    expect(guards.lost.get('b')).toMatchObject({ code, message, remedy: expect.stringMatching(remedy) })
    expect(events()).toEqual(['lost b'])
    guards.close()
  })

  it('are waited for at the end until they have gone, but for those that are lost, and not for ever', async () => {
    const { guards, turns, events } = guarding()
    await turns(1, 'a', 'b')
    let ended = false
    const end = guards.end(true).then(() => {
      ended = true
    })
    guards.lose('b', { of: 'host', reason: 'it was cut off' })
    await vi.advanceTimersByTimeAsync(10)
    expect(ended).toBe(false)
    guards.gone('a')
    await end
    expect(events()).toEqual(['beat', 'end', 'lost b'])
    guards.heard('a')
    const late = guards.end(false)
    await vi.advanceTimersByTimeAsync(2_000)
    await late
    expect(events()).toContain('end 100')
    guards.close()
  })
})
