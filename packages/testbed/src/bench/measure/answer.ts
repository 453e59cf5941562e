import type { Lane } from './contender.js'
import { median, pairedRatio } from './statistics.js'

/** What a question's measurement came to. */
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

/** Compares what the contenders took with what the first of them took. */
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
