/** The families of MPI whose launchers Berth knows: Open MPI, and MPICH with its Hydra. */
export type MpiFamily = 'openmpi' | 'mpich'

/**
 * Whose options a launcher takes: `orte`, Open MPI up to 4; `prrte`, Open MPI from 5 on; `hydra`, MPICH and what is
 * made of it.
 */
export type LauncherDialect = 'orte' | 'prrte' | 'hydra'

/** A launcher of MPI, as it was found in a container. */
export interface MpiLauncher {
  readonly family: MpiFamily
  readonly dialect: LauncherDialect
  /** The version, as the launcher itself says it. */
  readonly version: string
  /** Path in the container, absolute unless the container's `PATH` has relative folders. */
  readonly path: string
}
