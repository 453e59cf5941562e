import type { DeclaredOperation } from '../../command/operation/index.js'
import { execOperations } from '../exec/operations.js'

const lookAtHost = 'Check that the host is up, then try again.'

/** The operations by which a program runs with many ranks. */
export const mpiOperations: Readonly<Record<'prepare' | 'startDaemon' | 'run' | 'sweep', DeclaredOperation>> = {
  /** Finds the launcher in the head's container and makes the folder of its agent, which is gone afterwards. */
  prepare: {
    operation: 'prepare mpirun',
    code: 'BERTH_MPI_UNUSABLE',
    notStarted: 'BERTH_EXEC_NOT_STARTED',
    effect: 'repeatable',
    remedy: 'Look at the container: mktemp, mkfifo, sed and cat must work, and there must be a folder for programs.',
    afterwards: lookAtHost,
  },
  /** Runs the launcher's daemon in another container. */
  startDaemon: {
    operation: "run mpirun's daemon",
    code: 'BERTH_MPI_LAUNCH_FAILED',
    late: { code: 'BERTH_TIMEOUT' },
    remedy: 'Check that the container of this host has the same MPI, in the same place, as that of the head.',
    afterwards: 'Check that the host is up, then run it again.',
  },
  /** The command of the user, as that of any `exec`. */
  run: { ...execOperations.runCommand, operation: 'run with mpirun' },
  /** Ends what a launch has left in a container. */
  sweep: {
    operation: 'end what mpirun left',
    code: 'BERTH_MPI_LAUNCH_FAILED',
    effect: 'repeatable',
    remedy: 'Look what runs in the container, and end it.',
    afterwards: 'Check that the host is up, then look what runs in its container.',
  },
}
