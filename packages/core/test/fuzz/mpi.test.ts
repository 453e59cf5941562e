import { describe, expect, it } from 'vitest'
import { damaged } from '../../../testbed/test/fuzz/damage.js'
import { fuzz } from '../../../testbed/test/fuzz/fuzz.js'
import { growsEvenly } from '../../../testbed/test/fuzz/growth.js'
import { oddText } from '../../../testbed/test/fuzz/odd-texts.js'
import { readFailure } from '../../src/cluster/mpi/failure/read-failure.js'
import { readLauncher } from '../../src/cluster/mpi/launcher/read-launcher.js'
import { commonNetwork } from '../../src/cluster/mpi/network/common-network.js'
import { readRoutes } from '../../src/cluster/mpi/network/routes.js'

const dialects = ['orte', 'prrte', 'hydra'] as const

const failures: readonly [string, ...string[]] = [
  'MPI_ABORT was invoked on rank 2 in communicator MPI_COMM_WORLD\nwith errorcode 9.\n',
  'mpirun noticed that process rank 3 with PID 4711 on node h2 exited on signal 9 (Killed).\n',
  '  Process name: [[13237,1],5]\n  Exit code:    7\n',
  'Executable: ./x\nNode: h2\n\nwhile attempting to start process rank 1.\n',
  'lost communication with a remote daemon.\n\n  Remote daemon: [[52311,0],2] on node h3\n',
  '=   PID 58 RUNNING AT h3\n=   EXIT CODE: 9\n',
  'application called MPI_Abort(MPI_COMM_WORLD, 9) - process 6\n',
]
const versions: readonly [string, ...string[]] = [
  'mpirun (Open MPI) 4.1.4\n',
  'HYDRA build details:\n    Version:    4.0.2\n',
]
const routes = 'eth0\t00034D0A\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n'

describe('what a launcher of MPI says', () => {
  it('may be damaged, or any text', () => {
    for (const text of [damaged(failures), damaged(versions)]) {
      fuzz(text, ({ damaged: said }) => {
        for (const dialect of dialects) {
          const failure = readFailure({ stdout: said, stderr: said }, dialect)
          expect(failure?.rank ?? 0).toBeGreaterThanOrEqual(0)
        }
        expect(typeof (readLauncher('/x', said)?.version ?? '')).toBe('string')
      })
    }
    fuzz(oddText, (said) => {
      for (const dialect of dialects) readFailure({ stdout: said, stderr: said }, dialect)
      readLauncher('/x', said)
    })
  })

  it('takes as long as it is', () => {
    for (const said of [...failures, ...versions]) {
      const many = (size: number): string => said.slice(0, -2).repeat(size)
      for (const dialect of dialects)
        growsEvenly(many, (text) => readFailure({ stdout: text, stderr: text }, dialect), { most: 16_000 })
      growsEvenly(many, (text) => readLauncher('/x', text), { most: 16_000 })
    }
  })
})

describe('the networks of a host', () => {
  it('are those that can be read', () => {
    fuzz(damaged([routes, routes.repeat(3)]), ({ damaged: text }) => {
      const networks = readRoutes(text.split('\n'))
      for (const { bits } of networks) expect(bits > 0 && bits <= 32).toBe(true)
      commonNetwork(networks, ['10.77.3.1', '10.77.3.2'])
    })
    fuzz(oddText, (text) => void readRoutes(text.split('\n')))
  })
})
