import { expect, it } from 'vitest'
import { readLauncher } from '../../../../src/cluster/mpi/launcher/read-launcher.js'

const hydra = `HYDRA build details:
    Version:                                 4.0.2
    Release Date:                            Thu Apr  7 12:34:45 CDT 2022
    CC:                              gcc
`

it.each([
  [
    'mpirun (Open MPI) 4.1.4\n\nReport bugs to http://www.open-mpi.org/community/help/\n',
    { family: 'openmpi', dialect: 'orte', version: '4.1.4' },
  ],
  ['mpirun (Open MPI) 5.0.7\n\nReport bugs to ...\n', { family: 'openmpi', dialect: 'prrte', version: '5.0.7' }],
  [
    'mpiexec (OpenRTE) 2.1.1\nmpiexec (Open MPI) v3.1.0rc2\n',
    { family: 'openmpi', dialect: 'orte', version: '3.1.0rc2' },
  ],
  [hydra, { family: 'mpich', dialect: 'hydra', version: '4.0.2' }],
])('knows a launcher by what it says of its version: %s', (said, launcher) => {
  expect(readLauncher('/usr/bin/mpirun', said)).toEqual({ ...launcher, path: '/usr/bin/mpirun' })
})

it.each(['Intel(R) MPI Library for Linux* OS, Version 2021.5 Build 20211102\n', '', 'mpirun: not found\n'])(
  'takes no other program for one: %s',
  (said) => {
    expect(readLauncher('/usr/bin/mpirun', said)).toBeNull()
  },
)
