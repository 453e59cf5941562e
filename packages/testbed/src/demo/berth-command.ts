import { execa } from 'execa'
import { berthMain } from '../this-machine/berth-main.js'
import type { Stage } from './stage.js'

/** How one `berth` command ended. */
export interface BerthOutcome {
  readonly exitCode: number
  /** Seconds. */
  readonly duration: number
}

/** Runs a `berth` command in a process of its own, as a user would, and lets the user see what it prints. */
export async function berth(
  { clusterFile, home }: Stage,
  [command, ...words]: readonly [string, ...string[]],
): Promise<BerthOutcome> {
  process.stdout.write(`\n$ berth ${[command, ...words].map(shown).join(' ')}\n`)
  const began = performance.now()
  const { exitCode = 1 } = await execa(process.execPath, [berthMain(), command, '--cluster', clusterFile, ...words], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { HOME: home },
    reject: false,
  })
  const duration = (performance.now() - began) / 1000
  process.stdout.write(`[exit code ${exitCode}, ${duration.toFixed(1)} s]\n`)
  return { exitCode, duration }
}

function shown(word: string): string {
  return /^[\w./:-]+$/.test(word) ? word : `'${word}'`
}
