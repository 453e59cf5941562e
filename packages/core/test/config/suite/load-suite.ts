import { type LoadedConfig, readClusterFile } from '../../../src/config/index.js'
import { machine } from '../resolve.js'

/** The YAML text of a cluster file, and of a suite over it, loaded as `c.yaml` and `s.yaml`. */
export function loadSuite(cluster: string, suite: string): LoadedConfig {
  const files = machine({ '/lab/c.yaml': cluster, '/lab/s.yaml': suite })
  return readClusterFile('c.yaml', { ...files, suiteFile: 's.yaml' }).load()
}
