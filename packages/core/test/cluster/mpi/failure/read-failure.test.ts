import { expect, it } from 'vitest'
import { readFailure } from '../../../../src/cluster/mpi/failure/read-failure.js'

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
  expect(readFailure({ stdout: '', stderr: said }, 'orte')).toEqual(failure)
})

it.each(['', 'segmentation fault\n', 'rank 3 failed'])('reads no failure out of %j', (said) => {
  for (const dialect of ['orte', 'prrte', 'hydra'] as const) {
    expect(readFailure({ stdout: said, stderr: said }, dialect)).toBeNull()
  }
})

it('reads what Hydra says, on either stream', () => {
  const ended = `rank 4 of 8\n\n${'='.repeat(83)}\n=   BAD TERMINATION OF ONE OF YOUR APPLICATION PROCESSES\n=   PID 58 RUNNING AT 10.99.7.3\n=   EXIT CODE: 9\n=   CLEANING UP REMAINING PROCESSES\n`
  expect(readFailure({ stdout: ended, stderr: '[proxy:0:0@m1] assert (!closed) failed\n' }, 'hydra')).toEqual({
    rank: null,
    host: '10.99.7.3',
    how: 'ended with what its launcher calls exit code 9',
  })
  const killed = '=   RANK 3 PID 58 RUNNING AT gpu2\n=   KILLED BY SIGNAL: 11 (Segmentation fault)\n'
  expect(readFailure({ stdout: killed, stderr: '' }, 'hydra')).toEqual({
    rank: 3,
    host: 'gpu2',
    how: 'was ended by signal 11',
  })
  const aborted = 'Abort(9) on node 6 (rank 6 in comm 0): application called MPI_Abort(MPI_COMM_WORLD, 9) - process 6\n'
  expect(readFailure({ stdout: '', stderr: aborted }, 'hydra')).toEqual({
    rank: 6,
    host: null,
    how: 'called MPI_Abort with 9',
  })
})
