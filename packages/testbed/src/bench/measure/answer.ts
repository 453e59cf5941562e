import type { Lane } from './contender.js'
import { median, pairedRatio } from './statistics.js'

/** The outcome of a question's measurement. */
export interface Answer {
  readonly id: string
  readonly title: string
  /** The first is the reference. */
  readonly rows: readonly AnswerRow[]
}

/** One contender's part of an answer. Times are in seconds. */
export interface AnswerRow extends Lane {
  readonly median: number
  readonly fastest: number
  readonly slowest: number
  /** Times the reference: see `pairedRatio`. */
  readonly ratio: number
}

/** Compares the contenders' times with those of the first contender. */
export function answerOf(id: string, title: string, lanes: readonly Lane[]): Answer {
  const reference = lanes[0]?.seconds ?? []
  const rows = lanes.map((lane) => ({
    ...lane,
    median: median(lane.seconds),
    fastest: Math.min(...lane.seconds),
    slowest: Math.max(...lane.seconds),
    ratio: pairedRatio(lane.seconds, reference),
  }))
  return { id, title, rows }
}
