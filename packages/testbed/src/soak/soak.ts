import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CleanUps } from '../bench/scene/clean-ups.js'
import { startTestbed } from '../start-testbed.js'
import { type HeldThings, lookAround } from './measure/inventory.js'
import { memoryAfterCollection } from './measure/process-measure.js'
import type { Round, SoakReport } from './measure/soak-report.js'
import { untilSame } from './measure/until-same.js'
import type { SoakOptions } from './program-options.js'
import { performRound } from './round.js'
import { type Scenery, setScenery } from './scene/stage.js'

/** A soak to be made. */
export interface SoakRequest extends Pick<SoakOptions, 'hosts' | 'length' | 'repeat'> {
  readonly signal: AbortSignal
  readonly log: (line: string) => void
}

/**
 * Does rounds of the same work on hosts made for it, in this process and with the command line beside it, and measures
 * after each. Rejects on an interrupt, and where a part of the work came to something else than it had to; everything
 * is taken down in any case.
 */
export async function soak({ hosts, length, repeat, signal, log }: SoakRequest): Promise<SoakReport> {
  const cleanUps = new CleanUps()
  try {
    const folder = await mkdtemp(join(tmpdir(), 'berth-soak-'))
    cleanUps.add(() => rm(folder, { recursive: true, force: true }))
    const testbed = await startTestbed({ hosts, name: `soak-${process.pid}`, log })
    cleanUps.add(() => testbed.stop())
    signal.throwIfAborted()
    const scenery = await setScenery(testbed, folder, signal)
    cleanUps.add(() => scenery.cluster.close())

    const look = (): Promise<HeldThings> => lookAround({ testbed, folder, signal })
    const { passing, files } = await look()
    const { rounds, atRest } = await performRounds(scenery, { length, repeat, log }, look)
    await scenery.cluster.close()
    const leftAtEnd = await untilSame({ passing, files: atRest.files }, look)
    return { rounds, madeOnce: [...atRest.files.keys()].filter((file) => !files.has(file)), leftAtEnd }
  } finally {
    await cleanUps.run()
  }
}

async function performRounds(
  scenery: Scenery,
  { length, repeat, log }: Pick<SoakRequest, 'length' | 'repeat' | 'log'>,
  look: () => Promise<HeldThings>,
): Promise<{ readonly rounds: readonly Round[]; readonly atRest: HeldThings }> {
  const { cluster, victims, signal } = scenery
  ;(await cluster.execOnHost(['true'], { signal })).throwIfFailed()
  const { passing } = await look()
  const rounds: Round[] = []
  const begun = performance.now()
  const isOver = (): boolean =>
    'rounds' in length ? rounds.length >= length.rounds : performance.now() - begun >= length.minutes * 60_000
  let files: HeldThings['files'] | undefined
  while (!isOver()) {
    const began = performance.now()
    const victim = victims[rounds.length % victims.length] ?? ''
    const commands = await performRound({ ...scenery, victim }, repeat)
    const seconds = (performance.now() - began) / 1000
    const left = await untilSame({ passing, ...(files && { files }) }, look)
    files ??= (await look()).files
    rounds.push({ commands, seconds, memory: await memoryAfterCollection(), left })
    log(
      `round ${rounds.length}: ${commands} commands in ${Math.round(seconds)} s${left.length > 0 ? `; left: ${left.join(', ')}` : ''}`,
    )
  }
  return { rounds, atRest: { passing, files: files ?? new Map() } }
}
