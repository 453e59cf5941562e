import type { CrashPoint } from '../crash/crash-orders.js'
import type { NextStep, StepWatcher } from '../crash/step-watcher.js'
import { go, reached } from './pause-orders.js'

/** Says once, over the channel to the process that began this one, that a moment has come, and waits there. */
export class Pause implements StepWatcher {
  readonly #point: CrashPoint
  #occurrence = 0

  constructor(point: CrashPoint) {
    this.#point = point
  }

  /** Makes a step that takes its time. */
  async through<Value>({ step, host }: NextStep, work: () => Promise<Value>): Promise<Value> {
    const { moment, delay, occurrence } = this.#point
    if (step !== this.#point.step || host !== this.#point.host) return work()
    this.#occurrence += 1
    if (this.#occurrence !== occurrence) return work()
    if (moment === 'before') await pause()
    const doing = work()
    if (moment === 'during') setTimeout(tell, delay)
    if (moment !== 'after') return doing
    try {
      return await doing
    } finally {
      await pause()
    }
  }
}

function tell(): void {
  process.send?.(reached)
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    // Whoever was to say `go` has died. Either listener keeps the process alive.
    const end = (): void => void process.kill(process.pid, 'SIGKILL')
    const hear = (message: unknown): void => {
      if (message !== go) return
      process.off('message', hear).off('disconnect', end)
      resolve()
    }
    process.on('message', hear).on('disconnect', end)
    tell()
  })
}
