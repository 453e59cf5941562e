import { expect, it } from 'vitest'
import { pickLauncher } from '../../../../src/cluster/mpi/launcher/pick-launcher.js'

const openMpi = { path: '/usr/bin/mpirun', said: 'mpirun (Open MPI) 4.1.4\n' }
const mpich = { path: '/usr/bin/mpiexec.hydra', said: 'HYDRA build details:\n    Version:    4.0.2\n' }
const other = { path: '/opt/x/mpirun', said: 'X MPI 1.0\nmore\n' }

it('picks the first of the family that is wanted', () => {
  expect(pickLauncher('h1', [other, openMpi, mpich], 'auto')).toMatchObject({ path: '/usr/bin/mpirun' })
  expect(pickLauncher('h1', [openMpi, mpich], 'mpich')).toMatchObject({ family: 'mpich', version: '4.0.2' })
})

it('says what there is where there is none', () => {
  const told = { code: 'BERTH_MPI_UNUSABLE', host: 'h1', kind: 'failed' }
  expect(() => pickLauncher('h1', [other], 'auto')).toThrow(
    expect.objectContaining({
      ...told,
      message: expect.stringContaining('has no Open MPI and no MPICH\n/opt/x/mpirun says "X MPI 1.0"'),
    }),
  )
  expect(() => pickLauncher('h1', [], 'mpich')).toThrow(
    expect.objectContaining({ ...told, message: expect.stringContaining('the container has no MPICH') }),
  )
})
