import type { ImageSet } from '../src/index.js'

/** The MPI that ranks are started by: Debian's Open MPI, or MPICH in its place where `BERTH_TEST_MPI` says so. */
export const mpiUnderTest: 'openmpi' | 'mpich' = process.env.BERTH_TEST_MPI === 'mpich' ? 'mpich' : 'openmpi'

/** The image that has it, with openssh-server. */
export const mpiImage: string = { openmpi: 'berth/debian-mpi:12', mpich: 'berth/debian-mpich:12' }[mpiUnderTest]

/** The images of hosts that have that one too. */
export const mpiImages: ImageSet = mpiUnderTest === 'mpich' ? 'mpich' : 'all'
