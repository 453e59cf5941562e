import { openSync, writeSync } from 'node:fs'
import type { CrashOrders, LoggedStep } from './crash-orders.js'
import type { NextStep, StepWatcher } from './step-watcher.js'

/** Counts the steps of this process, writes them down, and ends the process with SIGKILL where the orders say so. */
export class CrashSteps implements StepWatcher {
  readonly #orders: CrashOrders
  readonly #counts = new Map<string, number>()
  readonly #log: number
  #isWithin = false

  constructor(orders: CrashOrders) {
    this.#orders = orders
    this.#log = openSync(orders.log, 'a')
  }

  /** Makes a step that takes its time. */
  async through<Value>(next: NextStep, work: () => Promise<Value>): Promise<Value> {
    const { at, delay, end } = this.#begin(next)
    const timer = at === 'during' ? setTimeout(() => end(true), delay) : undefined
    const doing = work()
    const value = await doing.finally(() => {
      clearTimeout(timer)
      end(false)
    })
    if (at === 'after') end(true)
    return value
  }

  /** Makes a step at once; `half` is what a process leaves that is ended in the middle of it. Default is nothing. */
  throughAtOnce<Value>(next: NextStep, work: () => Value, half: () => void = () => undefined): Value {
    // Functions of Node's call each other.
    if (this.#isWithin) return work()
    this.#isWithin = true
    try {
      return this.#atOnce(next, work, half)
    } finally {
      this.#isWithin = false
    }
  }

  #atOnce<Value>(next: NextStep, work: () => Value, half: () => void): Value {
    const { at, end } = this.#begin(next)
    if (at === 'during') {
      half()
      end(true)
    }
    const value = work()
    end(false)
    if (at === 'after') end(true)
    return value
  }

  #begin({ step, host, marks = [] }: NextStep): {
    readonly at: NonNullable<CrashOrders['at']>['moment'] | null
    readonly delay: number
    readonly end: (killed: boolean) => void
  } {
    const name = `${step} ${host}`
    const occurrence = (this.#counts.get(name) ?? 0) + 1
    this.#counts.set(name, occurrence)
    const { at: point } = this.#orders
    const isHere = point?.step === step && point.host === host && point.occurrence === occurrence
    const began = performance.now()
    let ended: number | null = null
    const end = (killed: boolean): void => {
      if (!killed) ended = performance.now()
      const took = ended === null ? null : Math.round(ended - began)
      this.#write({ step, host, occurrence, killed, took, marks })
      if (killed) process.kill(process.pid, 'SIGKILL')
    }
    if (isHere && point.moment === 'before') end(true)
    return { at: isHere ? point.moment : null, delay: isHere ? point.delay : 0, end }
  }

  #write(line: LoggedStep): void {
    writeSync(this.#log, `${JSON.stringify(line)}\n`)
  }
}
