import { execa } from 'execa'
import { berthMain } from '../../this-machine/berth-main.js'
import type { Scene } from '../scene/scene.js'

/** Runs a `berth` command to its end in a process of its own. Rejects if it fails. */
export async function runBerth(
  { clusterFile, environment, signal }: Scene,
  [command, ...words]: readonly [string, ...string[]],
): Promise<void> {
  await execa(process.execPath, [berthMain(), command, '--cluster', clusterFile, ...words], {
    env: environment,
    cancelSignal: signal,
    stdin: 'ignore',
  })
}
