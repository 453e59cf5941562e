import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CleanUps } from '../bench/scene/clean-ups.js'
import { TestbedError } from '../contract/testbed-error.js'
import { startTestbed } from '../start-testbed.js'
import { briefProgramme, wholeProgramme } from './acts/index.js'
import { filesBetween, type Looked, lookAround } from './measure/inventory.js'
import { memoryAfterCollection } from './measure/process-measure.js'
import type { Round, SoakReport } from './measure/soak-report.js'
import { untilSame } from './measure/until-same.js'
import type { SoakOptions } from './program-options.js'
import { performRound } from './round.js'
import { type Scenery, setScenery } from './scene/stage.js'

/** A soak to be made. */
export interface SoakRequest extends Pick<SoakOptions, 'hosts' | 'length' | 'brief'> {
  readonly signal: AbortSignal
  readonly log: (line: string) => void
}

/**
 * Does rounds of the same work on hosts made for it, in this process and with the command line beside it, and measures
 * after each; ends with the round in which a part of the work came to something else than it had to. Rejects on an
 * interrupt. Everything is taken down in any case.
 */
export async function soak({ hosts, length, brief, signal, log }: SoakRequest): Promise<SoakReport> {
  const cleanUps = new CleanUps()
  try {
    const folder = await mkdtemp(join(tmpdir(), 'berth-soak-'))
    cleanUps.add(() => rm(folder, { recursive: true, force: true }))
    const testbed = await startTestbed({ hosts, name: `soak-${process.pid}`, log })
    cleanUps.add(() => testbed.stop())
    signal.throwIfAborted()
    const scenery = await setScenery(testbed, folder, signal)
    cleanUps.add(() => scenery.cluster.close())

    const look = (): Promise<Looked> => lookAround({ testbed, folder, signal })
    const atFirst = await look()
    const { rest, ...done } = await performRounds(scenery, { length, brief, log }, look)
    await scenery.cluster.close()
    const before = { running: atFirst.running, rest }
    const leftAtEnd = done.failure === null ? (await untilSame(before, look)).left : []
    return { ...done, madeOnce: filesBetween(atFirst, rest), leftAtEnd }
  } finally {
    await cleanUps.run()
  }
}

async function performRounds(
  scenery: Scenery,
  { length, brief, log }: Pick<SoakRequest, 'length' | 'brief' | 'log'>,
  look: () => Promise<Looked>,
): Promise<Pick<SoakReport, 'rounds' | 'failure'> & { readonly rest: Looked }> {
  const { cluster, victims, signal } = scenery
  ;(await cluster.execOnHost(['true'], { signal })).throwIfFailed()
  const connected = await look()
  const rounds: Round[] = []
  const begun = performance.now()
  const isOver = (): boolean =>
    'rounds' in length ? rounds.length >= length.rounds : performance.now() - begun >= length.minutes * 60_000
  let rest: Looked | undefined
  while (!isOver()) {
    const began = performance.now()
    const victim = victims[rounds.length % victims.length] ?? ''
    const round = performRound({ ...scenery, victim }, brief ? briefProgramme : wholeProgramme)
    const commands = await round.catch((error: unknown) => {
      if (signal.aborted || !(error instanceof TestbedError)) throw error
      return error
    })
    if (commands instanceof TestbedError) return { rounds, failure: commands.message, rest: rest ?? connected }
    const seconds = (performance.now() - began) / 1000
    const { looked, left } = await untilSame({ running: connected.running, ...(rest && { rest }) }, look)
    rest ??= looked
    rounds.push({ commands, seconds, memory: await memoryAfterCollection(), left })
    log(`round ${rounds.length}: ${commands} commands in ${Math.round(seconds)} s`)
    for (const what of left) log(`  left: ${what}`)
  }
  return { rounds, failure: null, rest: rest ?? connected }
}
