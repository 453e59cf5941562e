import type { HostReference, ImageArchive } from '@berth/testbed'
import { afterEach, beforeEach } from 'vitest'
import type { SharedHosts } from '../../../../testbed/test/real-test.js'
import { uniqueName } from './container-name.js'
import { engines } from './engines.js'

/** One tag of a test's own, of which it makes as many different builds as it needs. */
export interface Builds {
  readonly reference: string
  /** Another build under the tag, as an archive; nothing is loaded. */
  make(): Promise<ImageArchive>
  /** Loads a build: the tag then means it on these hosts. */
  load(build: ImageArchive, ...hosts: readonly HostReference[]): Promise<void>
}

/**
 * Gives every test of the enclosing block a tag of its own; what was loaded is removed after the test. Call it before
 * `usePlace`, so that containers go first.
 */
export function useBuilds(testbedOf: () => SharedHosts): () => Builds {
  let builds: Builds | undefined
  let made: ImageArchive[] = []
  beforeEach(() => {
    made = []
    const reference = `berth/${uniqueName('build')}:1`
    builds = {
      reference,
      async make() {
        const build = await testbedOf().rebuildImage(reference)
        made.push(build)
        return build
      },
      async load(build, ...hosts) {
        const { command } = engines(testbedOf())
        await Promise.all(hosts.map((host) => command(host, 'load', '--quiet', '--input', build.hostPath)))
      },
    }
  })
  afterEach(async () => {
    const testbed = testbedOf()
    const remove = ['docker', 'image', 'rm', '--force', ...made.map(({ id }) => id)]
    if (made.length > 0) await Promise.all(testbed.hosts.map((host) => testbed.run(host, remove)))
  })
  return () => {
    if (builds === undefined) throw new Error('builds are there in tests and hooks only')
    return builds
  }
}
