import { describe, expect, it } from 'vitest'
import { HostResults } from '../../../src/cluster/exec/host-results.js'
import { LiveOutput } from '../../../src/cluster/exec/live-output.js'

type Start = ConstructorParameters<typeof LiveOutput>[0]

const nothing = new HostResults(new Map())

/** Two hosts that print pieces, each when its last one was taken. */
const printing: Start = async (onOutput) => {
  const pieces = [Buffer.from('a'), Buffer.from('ü').subarray(0, 1), Buffer.from('ü').subarray(1), Buffer.from([0xe2])]
  await Promise.all(
    ['a', 'b'].map(async (host) => {
      for (const piece of pieces) await onOutput(host, host === 'a' ? 'stdout' : 'stderr', piece)
    }),
  )
  return nothing
}

describe('live output', () => {
  it('comes piece by piece, in order per host, never cut within a character', async () => {
    const live = new LiveOutput(printing)
    const texts = new Map<string, string[]>()
    for await (const { host, stream, text } of live) {
      texts.set(`${host} ${stream}`, [...(texts.get(`${host} ${stream}`) ?? []), text])
    }
    expect(texts).toEqual(
      new Map([
        ['a stdout', ['a', 'ü', '\ufffd']],
        ['b stderr', ['a', 'ü', '\ufffd']],
      ]),
    )
    expect(await live.results).toBe(nothing)
  })

  it('holds each host back until its piece is taken', async () => {
    let given = 0
    const live = new LiveOutput(async (onOutput) => {
      for (; given < 3; given += 1) await onOutput('a', 'stdout', Buffer.from('x'))
      return nothing
    })
    const pieces = live[Symbol.asyncIterator]()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(given).toBe(0)
    await pieces.next()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(given).toBe(1)
    await Promise.all([pieces.next(), pieces.next()])
    expect(await pieces.next()).toEqual({ done: true, value: undefined })
  })

  it('ends without a reader when only the results are asked for', async () => {
    expect(await new LiveOutput(printing).results).toBe(nothing)
  })

  it('ends the command when the loop is left', async () => {
    let ended = false
    const live = new LiveOutput(async (onOutput, signal) => {
      while (!signal.aborted) await onOutput('a', 'stdout', Buffer.from('x'))
      ended = true
      return nothing
    })
    for await (const { text } of live) {
      expect(text).toBe('x')
      break
    }
    expect(ended).toBe(true)
  })

  it('ends the command when the caller aborts', async () => {
    const controller = new AbortController()
    const live = new LiveOutput(async (_onOutput, signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      return nothing
    }, controller.signal)
    controller.abort()
    for await (const piece of live) expect(piece).toBeUndefined()
  })

  it('fails as the call does, in the loop and in the results', async () => {
    const failing: Start = async () => {
      throw new TypeError('not up')
    }
    const live = new LiveOutput(failing)
    await expect(live[Symbol.asyncIterator]().next()).rejects.toThrow('not up')
    await expect(live.results).rejects.toThrow('not up')
  })

  it('is read once', () => {
    const live = new LiveOutput(async () => nothing)
    live[Symbol.asyncIterator]()
    expect(() => live[Symbol.asyncIterator]()).toThrow(TypeError)
  })
})
