import { TestbedError } from '../contract/testbed-error.js'
import type { Act } from './acts/act.js'
import type { Programme } from './acts/index.js'
import type { Stage } from './scene/stage.js'

/** Does one round, from nothing to nothing. Resolves with the number of commands that were run. */
export async function performRound(stage: Stage, { before, between, beside }: Programme): Promise<number> {
  const library = async (): Promise<number> => {
    let ran = await inTurn(before, stage)
    await named('up', () => stage.cluster.up({ signal: stage.signal }))
    ran += await inTurn(between, stage)
    await named('down', () => stage.cluster.down({ signal: stage.signal }))
    return ran
  }
  const [ofLibrary, ofOthers] = await bothEnded(library(), inTurn(beside, stage))
  return ofLibrary + ofOthers
}

async function inTurn(acts: readonly Act[], stage: Stage): Promise<number> {
  let ran = 0
  for (const { what, perform } of acts) {
    stage.signal.throwIfAborted()
    ran += await named(what, () => perform(stage))
  }
  return ran
}

/** Waits for both whatever becomes of one: nothing is taken from under the other. */
async function bothEnded(one: Promise<number>, other: Promise<number>): Promise<[number, number]> {
  await Promise.allSettled([one, other])
  return [await one, await other]
}

/** Says in an error what was done. */
async function named<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    throw new TestbedError(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}
