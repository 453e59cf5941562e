import { operationError, operationOn } from '../../../command/operation/index.js'
import { mpiOperations } from '../operations.js'
import type { MpiFamily, MpiLauncher } from './launcher.js'
import { readLauncher } from './read-launcher.js'

/** A program that may be a launcher of MPI, and what it answered to `--version`. */
export interface FoundProgram {
  readonly path: string
  readonly said: string
}

/**
 * The first of the programs that is a launcher of the family. Throws `BERTH_MPI_UNUSABLE` where there is none, with
 * what there is instead.
 */
export function pickLauncher(host: string, found: readonly FoundProgram[], wanted: MpiFamily | 'auto'): MpiLauncher {
  const launchers = found.flatMap(({ path, said }) => readLauncher(path, said) ?? [])
  const launcher = launchers.find(({ family }) => wanted === 'auto' || family === wanted)
  if (launcher !== undefined) return launcher
  const what = wanted === 'auto' ? 'Open MPI and no MPICH' : familyNames[wanted]
  const answers = found.map(({ path, said }) => `${path} says ${JSON.stringify(firstLine(said))}`)
  throw operationError(operationOn(host, mpiOperations.prepare), {
    reason: [`the container has no ${what}`, ...answers].join('\n'),
    remedy: 'Put it into the image or install it by the setup script, on all hosts; it must be in the PATH there.',
  })
}

/** The families as people call them. */
const familyNames: Readonly<Record<MpiFamily, string>> = { openmpi: 'Open MPI', mpich: 'MPICH' }

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0]?.slice(0, 200) ?? ''
}
