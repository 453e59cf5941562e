import { expect, it } from 'vitest'
import { readFailure } from '../../../src/mpi/failure/read-failure.js'

const ruler = '-'.repeat(74)

it.each([
  [
    'an exit code',
    `${ruler}\nPrimary job  terminated normally, but 1 process returned\na non-zero exit code. Per user-direction, the job has been aborted.\n${ruler}\n${ruler}\nmpirun detected that one or more processes exited with non-zero status, thus causing\nthe job to be terminated. The first process to do so was:\n\n  Process name: [[13237,1],5]\n  Exit code:    7\n${ruler}\n`,
    { rank: 5, host: null, how: 'exited with code 7' },
  ],
  [
    'a signal',
    'mpirun noticed that process rank 3 with PID 4711 on node 10.77.0.12 exited on signal 9 (Killed).\n',
    { rank: 3, host: '10.77.0.12', how: 'was ended by signal 9' },
  ],
  [
    'MPI_Abort',
    `${ruler}\nMPI_ABORT was invoked on rank 2 in communicator MPI_COMM_WORLD\nwith errorcode 9.\n\nNOTE: invoking MPI_ABORT causes Open MPI to kill all MPI processes.\n`,
    { rank: 2, host: null, how: 'called MPI_Abort with 9' },
  ],
  [
    'a lost host',
    'ORTE has lost communication with a remote daemon.\n\n  HNP daemon   : [[52311,0],0] on node h1\n  Remote daemon: [[52311,0],2] on node h3\n',
    { rank: null, host: 'h3', how: 'was lost with the daemon of its host' },
  ],
])('reads what Open MPI says of %s', (_, said, failure) => {
  expect(readFailure(said, 'orte')).toEqual(failure)
})

it.each(['', 'segmentation fault\n', 'rank 3 failed'])('reads no failure out of %j', (said) => {
  expect(readFailure(said, 'orte')).toBeNull()
  expect(readFailure(said, 'hydra')).toBeNull()
})
