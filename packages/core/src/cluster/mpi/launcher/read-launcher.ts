import type { MpiLauncher } from './launcher.js'

/**
 * What launcher a program is, by what it answers to `--version`; null for one that is none that Berth knows.
 */
export function readLauncher(path: string, said: string): MpiLauncher | null {
  const openMpi = /^\S+ \(Open MPI\) v?((\d+)\.\S+)/m.exec(said)
  if (openMpi !== null) {
    const [, version = '', major = ''] = openMpi
    return { family: 'openmpi', dialect: Number(major) >= 5 ? 'prrte' : 'orte', version, path }
  }
  if (!/^HYDRA build details:/m.test(said)) return null
  const [, version = 'unknown'] = /^\s*Version:\s+(\S+)/m.exec(said) ?? []
  return { family: 'mpich', dialect: 'hydra', version, path }
}
