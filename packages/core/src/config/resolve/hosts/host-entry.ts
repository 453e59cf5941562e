import type { HostInput } from '../../model/cluster-file.js'
import type { ConfigPath } from '../../model/path.js'

/** One key or item of `node_dict`, which stands for one host or several. */
export interface HostEntry {
  /** A nodeset. */
  readonly names: string
  readonly host: HostInput | null | undefined
  readonly path: ConfigPath
  /** Where the names stand in the cluster file. */
  readonly namePath: ConfigPath
  readonly at: 'key' | 'value'
}
