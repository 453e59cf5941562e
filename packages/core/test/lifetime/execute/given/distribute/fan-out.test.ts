import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Command, ContainerExecOptions, ExecResult, Passages } from '../../../../../src/contract/index.js'
import { BerthError } from '../../../../../src/errors/index.js'
import { FanOut } from '../../../../../src/lifetime/execute/given/distribute/fan-out.js'

const size = 1_000_000
const step = 100_000

/** Hosts that are fed, in memory: how much each has, and who is gone. */
class Room {
  readonly has = new Map<string, number>()
  readonly gone = new Set<string>()
  readonly told: string[] = []
  /** Bytes that were sent from here, and logins that are allowed. */
  sent = 0
  allowed = 0
  /** Called whenever a host has got some more. */
  onStep: (host: string) => void = () => undefined

  grow(host: string, to: number): void {
    this.has.set(host, to)
    this.onStep(host)
  }

  readonly openPassages = async (host: string): Promise<Passages> => {
    const close = async (): Promise<void> => undefined
    return {
      host,
      to: async (other) => {
        this.allowed += 1
        return { words: ['to', other], close: () => this.#takeBack() }
      },
      exec: (command, options) => this.#fetch(host, command, options),
      close,
      [Symbol.asyncDispose]: close,
    }
  }

  #takeBack(): void {
    this.allowed -= 1
  }

  async #fetch(host: string, command: Command, options: ContainerExecOptions = {}): Promise<ExecResult> {
    const words = typeof command === 'string' ? [] : command
    const from = words[words.indexOf('to') + 1] ?? ''
    while ((this.has.get(host) ?? 0) < size && !this.gone.has(from)) {
      if (options.signal?.aborted) return this.#ended(host, 'abort')
      const [mine = 0, theirs = 0] = [this.has.get(host), this.has.get(from)]
      if (theirs > mine) this.grow(host, Math.min(theirs, mine + step))
      if (this.gone.has(host)) throw lost(host)
      await delay(0)
    }
    await options.onOutput?.('stdout', Buffer.from(`${this.has.get(host) ?? 0}\n`))
    return this.#ended(host, 'exit')
  }

  #ended(host: string, endedBy: 'exit' | 'abort'): ExecResult {
    const exitCode = endedBy === 'exit' ? 0 : null
    return { host, exitCode, signal: null, endedBy, stdout: '', stderr: '', truncated: false, duration: 0 }
  }

  async send(host: string, from: number): Promise<void> {
    for (let there = from; there < size; there += step) {
      if (this.gone.has(host)) throw lost(host)
      this.sent += step
      this.grow(host, there + step)
      await delay(0)
    }
  }
}

function lost(host: string): BerthError {
  return new BerthError({ code: 'BERTH_CONNECTION_LOST', host, operation: 'write', message: 'the connection was lost' })
}

const arrivalOf = (host: string) => ({
  ...{ key: 'layer', name: 'layer.0', size, offset: 0 },
  where: { folder: `/parts/${host}`, id: host },
})

interface Given {
  readonly room: Room
  readonly openPassages?: (host: string) => Promise<Passages>
  readonly signal?: AbortSignal
}

/** Gives all hosts the thing; what became of each, and in which order they were let go on. */
async function give(hosts: readonly string[], { room, openPassages = room.openPassages, signal }: Given) {
  const done: string[] = []
  const tell = (host: string, message: string): void => void room.told.push(`${host} ${message}`)
  const fanOut = new FanOut({ openPassages, tell, ...(signal && { signal }) })
  const outcomes = await Promise.allSettled(
    hosts.map(async (host) => {
      const fed = fanOut.join(host)
      try {
        await fed.bring(arrivalOf(host), { fromHere: (there) => room.send(host, there), report: () => undefined })
        await fed.arrived()
        // Whoever goes on has left nobody behind.
        expect(hosts.every((other) => room.gone.has(other) || room.has.get(other) === size)).toBe(true)
        done.push(host)
      } finally {
        await fed.leave()
      }
    }),
  )
  expect(room.allowed).toBe(0)
  return { done, failed: hosts.filter((_, index) => outcomes[index]?.status === 'rejected'), outcomes }
}

const hosts = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

describe('what is handed on from host to host', () => {
  it('is sent from here once, and nobody goes on before all have it', async () => {
    const room = new Room()
    const { done } = await give(hosts, { room })
    expect([done.toSorted(), room.sent]).toEqual([hosts, size])
    expect(room.told).toEqual(hosts.slice(1).map((host, index) => `${host} fed by ${hosts[index]}`))
  })

  it.each(hosts)('comes to all others where %s dies in the middle, and no byte of it twice', async (dying) => {
    const room = new Room()
    room.onStep = () => {
      if ((room.has.get(dying) ?? 0) >= size / 2) room.gone.add(dying)
    }
    const { done, failed } = await give(hosts, { room })
    expect([done.toSorted(), failed]).toEqual([hosts.filter((host) => host !== dying), [dying]])
    // Only what the first had and the second had not yet got goes out once more.
    expect(room.sent).toBeLessThanOrEqual(size + (dying === 'a' ? size / 2 : 0))
  })

  it('is not waited for where it comes no more, though nobody says that the host is gone', async () => {
    const room = new Room()
    const allLoaded = new AbortController()
    // The last in line, whom no other waits for.
    const silent = 'h'
    const openPassages = async (host: string): Promise<Passages> => {
      const passages = await room.openPassages(host)
      if (host !== silent) return passages
      return {
        ...passages,
        exec: async () => {
          await once(allLoaded.signal, 'abort')
          throw lost(host)
        },
      }
    }
    const loaded: string[] = []
    const fanOut = new FanOut({ openPassages, tell: () => undefined, still: 200 })
    const giving = hosts.map(async (host) => {
      const fed = fanOut.join(host)
      try {
        await fed.bring(arrivalOf(host), { fromHere: (there) => room.send(host, there), report: () => undefined })
        await fed.arrived()
        loaded.push(host)
        if (loaded.length === hosts.length - 1) allLoaded.abort()
      } finally {
        await fed.leave()
      }
    })
    const outcomes = await Promise.allSettled(giving)
    expect(outcomes.map(({ status }) => status === 'rejected')).toEqual(hosts.map((host) => host === silent))
    expect([loaded.toSorted(), room.allowed]).toEqual([hosts.filter((host) => host !== silent), 0])
  })

  it('comes from here to each that other hosts cannot be reached from, which is told once', async () => {
    const room = new Room()
    const { done } = await give(hosts.slice(0, 3), {
      room,
      openPassages: async (host) => {
        throw new BerthError({ code: 'BERTH_CAPABILITY_MISSING', host, operation: 'reach', message: 'it has no ssh' })
      },
    })
    expect([done.length, room.sent]).toEqual([3, 3 * size])
    expect(room.told).toEqual(['b fed from here: it has no ssh', 'c fed from here: it has no ssh'])
  })

  it('comes from here where others give nothing, after two of them', async () => {
    const room = new Room()
    const openPassages = async (host: string): Promise<Passages> => ({
      ...(await room.openPassages(host)),
      exec: async (_command, options) => {
        await options?.onOutput?.('stdout', Buffer.from('0\n'))
        return {
          ...{ host, exitCode: 0, signal: null, endedBy: 'exit', stdout: '', truncated: false, duration: 0 },
          stderr: 'no route',
        }
      },
    })
    const { done } = await give(hosts.slice(0, 4), { room, openPassages })
    expect(done).toHaveLength(4)
    expect(room.told.filter((line) => line.includes('from here'))).toContainEqual(
      expect.stringMatching(/^d fed from here: [abc] gave nothing: no route$/),
    )
  })

  it('is sent as it is where it is small', async () => {
    const room = new Room()
    const fanOut = new FanOut({ openPassages: room.openPassages, tell: () => undefined })
    const sent: number[] = []
    const fed = fanOut.join('a')
    const arrival = { ...arrivalOf('a'), size: 10_000, offset: 100 }
    await fed.bring(arrival, { fromHere: async (there) => void sent.push(there), report: () => undefined })
    expect(sent).toEqual([100])
  })

  it('ends on an abort, for those too that wait for others', async () => {
    const room = new Room()
    const abort = new AbortController()
    room.onStep = (host) => {
      if (host === 'c') abort.abort()
    }
    const { failed, outcomes } = await give(hosts, { room, signal: abort.signal })
    expect(failed.length).toBeGreaterThan(5)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'BERTH_ABORTED' })
  })
})
