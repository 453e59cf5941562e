import { join } from 'node:path'
import { TestbedError } from '../contract/testbed-error.js'

/** Folders and files of one testbed on the machine. */
export interface TestbedPaths {
  /** Everything of this testbed; gone after it. */
  readonly folder: string
  /** The testbed's record, a `TestbedState`. */
  readonly state: string
  /** Mount point of the tmpfs that holds the hosts' files. */
  readonly layers: string
  /** Docker's data of each host, on a real disk. */
  readonly data: string
  /** Keys, known hosts. */
  readonly keys: string
  /** Logs of each host's init and sshd while starting. */
  readonly logs: string
  /** Cluster files. */
  readonly clusters: string
  /** Image archives, seen by every host at /opt/berth-images. */
  readonly archives: string
  /** The init script. */
  readonly init: string
}

/** Where the machine's hosts see the archives of their testbed. */
export const HOST_ARCHIVES = '/opt/berth-images'

/** Parent of all testbeds' folders. */
export const STATE_ROOT = '/var/lib/berth-testbed'

/** Images and prepared Docker data, which outlive testbeds. On the testbeds' disk, so that files can be hard-linked. */
export const CACHE_ROOT = '/var/cache/berth-testbed'

/** The folders of the testbed `name`. */
export function testbedPaths(name: string): TestbedPaths {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(name)) {
    throw new TestbedError(
      `"${name}" is no name for a testbed: use 1 to 40 of a-z, 0-9 and -, not beginning with a hyphen.`,
    )
  }
  const folder = join(STATE_ROOT, name)
  return {
    folder,
    state: join(folder, 'state.json'),
    layers: join(folder, 'layers'),
    data: join(folder, 'data'),
    keys: join(folder, 'keys'),
    logs: join(folder, 'logs'),
    clusters: join(folder, 'clusters'),
    archives: join(folder, 'archives'),
    init: join(folder, 'init.sh'),
  }
}
