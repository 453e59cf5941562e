import { setTimeout as delay } from 'node:timers/promises'
import type { CrashPoint } from '../../../../../testbed/src/faults/crash/crash-orders.js'
import { go, type PauseOrders, pauseVariable, reached } from '../../../../../testbed/src/faults/pause/pause-orders.js'
import { knownRequests } from '../../../faults/crash-steps.js'
import type { CrashCluster, Ended } from '../crash/crash-cluster.js'

const hook = new URL('../../../../../testbed/dist/faults/pause/pause-hook.js', import.meta.url).href

/** A `berth` that stops at a moment of its work, for a fault to be caused. */
export interface PausedBerth {
  /** Resolves with true once it is there; with false where it ends, or so many seconds pass, without. */
  isThere(seconds: number): Promise<boolean>
  goOn(): void
  /** Resolves with how it ended; with null, and ends it, where it goes on after so many seconds. */
  ended(seconds: number): Promise<Ended | null>
}

/** Starts a subcommand that pauses. */
export function pausedBerth(cluster: CrashCluster, words: readonly [string, ...string[]], at: CrashPoint): PausedBerth {
  const orders: PauseOrders = { requests: knownRequests, at }
  const berth = cluster.started(words, {
    [pauseVariable]: JSON.stringify(orders),
    NODE_OPTIONS: `--import ${hook}`,
  })
  const ends = berth.then(({ exitCode, stdout, stderr }): Ended => ({ exitCode: exitCode ?? null, stdout, stderr }))
  const isThere = new Promise<boolean>((resolve) => {
    berth.on('message', (message) => {
      if (message === reached) resolve(true)
    })
    void ends.then(() => resolve(false))
  })
  const within = <Value>(seconds: number, awaited: Promise<Value>): Promise<Value | null> => {
    const stop = new AbortController()
    const late = delay(seconds * 1000, null, { signal: stop.signal }).catch(() => null)
    return Promise.race([awaited, late]).finally(() => stop.abort())
  }
  return {
    isThere: async (seconds) => (await within(seconds, isThere)) ?? false,
    goOn: () => void berth.send?.(go, () => undefined),
    async ended(seconds) {
      const ended = await within(seconds, ends)
      if (ended === null) berth.kill('SIGKILL')
      return ended
    },
  }
}
