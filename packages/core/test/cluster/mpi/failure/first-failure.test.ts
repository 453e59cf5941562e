import { expect, it } from 'vitest'
import { type FailedLaunch, firstFailure } from '../../../../src/cluster/mpi/failure/first-failure.js'

const launch = (more: Partial<FailedLaunch>): FailedLaunch => ({
  placed: [
    { host: 'a', ranks: 2 },
    { host: 'b', ranks: 2 },
  ],
  dialect: 'orte',
  endings: [],
  said: { stdout: '', stderr: '' },
  hostOf: (name) => (name === '10.0.0.1' ? 'a' : undefined),
  ...more,
})
const stderr = 'MPI_ABORT was invoked on rank 3 in communicator MPI_COMM_WORLD\nwith errorcode 9.\n'

it.each<[string, Partial<FailedLaunch>, ReturnType<typeof firstFailure>]>([
  ['nothing', {}, null],
  [
    'the first rank that told of its end',
    {
      endings: [
        { rank: 2, host: 1, exitCode: 139 },
        { rank: 0, host: 0, exitCode: 1 },
      ],
    },
    { rank: 2, host: 'b', how: 'was ended by signal 11' },
  ],
  [
    'what the launcher says of the same rank',
    { endings: [{ rank: 3, host: 1, exitCode: 9 }], said: { stdout: '', stderr } },
    { rank: 3, host: 'b', how: 'called MPI_Abort with 9' },
  ],
  [
    'the launcher alone, and the host by the place of the rank',
    { said: { stdout: '', stderr } },
    { rank: 3, host: 'b', how: 'called MPI_Abort with 9' },
  ],
  [
    'the name of a host that the launcher has for it',
    { said: { stdout: '', stderr: 'process rank 2 with PID 0 on node 10.0.0.1 exited on signal 9 (Killed)' } },
    { rank: 2, host: 'a', how: 'was ended by signal 9' },
  ],
  [
    'a rank of which no number is known',
    { endings: [{ rank: null, host: 1, exitCode: 3 }] },
    { rank: null, host: 'b', how: 'exited with code 3' },
  ],
  [
    'a host of which nobody knows the place',
    { endings: [{ rank: 1, host: null, exitCode: 3 }] },
    { rank: 1, host: 'a', how: 'exited with code 3' },
  ],
])('believes %s', (_, more, failure) => {
  expect(firstFailure(launch(more))).toEqual(failure)
})
