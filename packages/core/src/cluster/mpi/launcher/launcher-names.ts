import type { MpiFamily } from './launcher.js'

/** Names that a launcher may have in the `PATH`, and where it is in images whose `PATH` lacks it. */
const names: Readonly<Record<MpiFamily, readonly string[]>> = {
  openmpi: [
    'mpirun',
    'mpirun.openmpi',
    '/opt/ompi/bin/mpirun',
    '/opt/openmpi/bin/mpirun',
    '/usr/local/mpi/bin/mpirun',
    '/usr/lib64/openmpi/bin/mpirun',
  ],
  mpich: [
    'mpiexec.hydra',
    'mpiexec',
    'mpirun.mpich',
    '/opt/mpich/bin/mpiexec.hydra',
    '/usr/local/mpich/bin/mpiexec.hydra',
    '/usr/lib64/mpich/bin/mpiexec.hydra',
  ],
}

/** The programs that are asked for their version, in this order, until one is of the family that is wanted. */
export function launcherNames(wanted: MpiFamily | 'auto'): readonly string[] {
  if (wanted !== 'auto') return names[wanted]
  // The plain names first: they are what a user of the image would type.
  return ['mpirun', 'mpiexec', ...names.openmpi.slice(1), ...names.mpich.filter((name) => name !== 'mpiexec')]
}

/** What the answer to `--version` has in it, where a launcher is of a family. */
const signs: Readonly<Record<MpiFamily, string>> = { openmpi: '(Open MPI)', mpich: 'HYDRA build details' }

/** The two texts of which the answer of a launcher that is wanted has one. */
export function launcherSigns(wanted: MpiFamily | 'auto'): readonly [string, string] {
  return wanted === 'auto' ? [signs.openmpi, signs.mpich] : [signs[wanted], signs[wanted]]
}
