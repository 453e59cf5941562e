import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fewTurns, manyTurns, Silences } from '../../../../src/cluster/mpi/guards/silences.js'

const turn = 400

/** Lets turns go by in which some hosts are heard. Gives those that are lost, each with the turn in which it was. */
function lostIn(
  turns: number,
  hosts: readonly string[],
  hears: (host: string, at: number) => boolean,
): [string, number][] {
  const silences = new Silences(turn, 0)
  const lost: [string, number][] = []
  for (const host of hosts) silences.heard(host)
  for (let at = 1; at <= turns; at += 1) {
    for (const host of hosts) if (hears(host, at)) silences.heard(host)
    for (const host of silences.look(at * turn).lost) {
      lost.push([host, at])
      silences.forget(host)
    }
  }
  return lost
}

describe('a host that is silent', () => {
  it('is lost after a few turns while another is heard, and is doubted before', () => {
    expect(lostIn(20, ['a', 'b'], (host) => host === 'a')).toEqual([['b', fewTurns]])
    const silences = new Silences(turn, 0)
    for (const host of ['a', 'b']) silences.heard(host)
    const looks = [1, 2, 3, 4].map((at) => {
      silences.heard('a')
      return silences.look(at * turn).doubtful
    })
    expect(looks).toEqual([[], [], ['b'], ['b']])
  })

  it('is waited for much longer where nobody is heard: then it is the way to all of them', () => {
    expect(lostIn(manyTurns - 1, ['a', 'b'], () => false)).toEqual([])
    expect(lostIn(manyTurns, ['a'], () => false)).toEqual([['a', manyTurns]])
  })

  it('is not lost by what this process slept through, nor before it was heard once', () => {
    const silences = new Silences(turn, 0)
    for (const host of ['a', 'b']) silences.heard(host)
    expect(silences.look(3_600_000).lost).toEqual([])
    expect(new Silences(turn, 0).look(3_600_000)).toEqual({ lost: [], doubtful: [] })
  })

  it('is lost whoever else is, and nobody is lost who is heard in time', () => {
    const hosts = ['a', 'b', 'c', 'd']
    fc.assert(
      fc.property(fc.subarray(hosts, { maxLength: 3 }), fc.nat(10), fc.nat(1), (cut, from, lag) => {
        const lost = lostIn(
          from + 3 * fewTurns,
          hosts,
          (host, at) => (!cut.includes(host) || at <= from) && at % (lag + 1) === 0,
        )
        expect(lost.map(([host]) => host)).toEqual(cut)
        for (const [, at] of lost) expect(at - from).toBeLessThanOrEqual(fewTurns)
      }),
    )
  })
})
