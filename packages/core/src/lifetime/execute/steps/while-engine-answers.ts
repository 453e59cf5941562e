import { randomUUID } from 'node:crypto'
import type { EngineConnection } from '../../../contract/index.js'
import { BerthError, type ErrorCode } from '../../../errors/index.js'
import { pause } from '../../../fanout/index.js'
import type { HostStep } from '../../events.js'
import type { CallOptions } from '../../observe/host-access.js'
import { labelNames } from '../../owners/labels.js'
import type { ExecutionContext } from '../execution-context.js'

/** Milliseconds between questions whether the engine answers, and before one that it did not answer is asked again. */
const between = { questions: 20_000, tries: 5000 }

/** Milliseconds in which an engine answers that is not stuck: listing what has a label that nothing has. */
const longestAnswer = 20_000

/** A step that only an engine that answers can do. */
export interface EngineStep {
  readonly engine: EngineConnection
  readonly step: HostStep
  /** What is done, as a verb phrase. */
  readonly operation: string
  /** The code where nobody saw how it ended. */
  readonly unknown: ErrorCode
  /** Questions in a row without an answer after which the engine is given up. Default is 2. */
  readonly mostUnanswered?: number
  /** Whether the engine brought anything since this was last asked: then it answers, and is asked nothing. */
  readonly heard?: () => boolean
}

/**
 * Does the work of an engine for as long as the engine answers: creating and starting a container may take its time,
 * with an engine that is stuck it takes all of the time that it is given. The engine is asked a small question beside,
 * every 20 s, unless it was heard meanwhile; where it leaves two in a row unanswered, or as many as the step says,
 * about a minute after the beginning, the work is ended and rejects with the code for an unknown outcome.
 */
export async function whileEngineAnswers<Value>(
  { runtime, emit, signal }: Pick<ExecutionContext, 'runtime' | 'emit' | 'signal'>,
  { engine, step, operation, unknown: code, mostUnanswered = 2, heard = () => false }: EngineStep,
  work: (call: CallOptions) => Promise<Value>,
): Promise<Value> {
  const { host } = engine.connection
  const [ended, stuck] = [new AbortController(), new AbortController()]
  // Of a container that is being started engines tell nothing until that is done.
  const nothing = { [labelNames.launch]: randomUUID() }
  const ask = async (): Promise<unknown> =>
    heard() || runtime.list(engine, nothing, { timeout: longestAnswer, signal: ended.signal })
  const onUnanswered = (): void =>
    emit({ type: 'host', host, step, status: 'progress', message: 'the engine does not answer' })
  const watch = untilStuck(ask, mostUnanswered, onUnanswered, ended.signal).then((isStuck) => {
    if (isStuck) stuck.abort(new Error('The engine does not answer'))
  })
  try {
    return await work({ signal: AbortSignal.any([stuck.signal, ...(signal ? [signal] : [])]) })
  } catch (cause) {
    if (!stuck.signal.aborted || signal?.aborted) throw cause
    throw new BerthError({
      code,
      host,
      operation,
      message: `the engine does not answer: ${mostUnanswered} small questions beside had no answer within ${longestAnswer / 1000} s each; the outcome is unknown`,
      remedy:
        'Look at the load of the host and its engine; it may do yet what it was asked for, once it answers again.',
      cause,
    })
  } finally {
    ended.abort()
    await watch
  }
}

/** Resolves with true once an engine left too many questions in a row unanswered, with false once the work ended. */
async function untilStuck(
  ask: () => Promise<unknown>,
  mostUnanswered: number,
  onUnanswered: () => void,
  ended: AbortSignal,
): Promise<boolean> {
  let unanswered = 0
  while (unanswered < mostUnanswered) {
    await pause(unanswered === 0 ? between.questions : between.tries, ended)
    if (ended.aborted) return false
    const answered = await ask().then(
      () => true,
      () => false,
    )
    if (ended.aborted) return false
    unanswered = answered ? 0 : unanswered + 1
    if (unanswered === 1) onUnanswered()
  }
  return true
}
