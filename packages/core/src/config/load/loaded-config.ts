import type { EffectiveFile } from '../effective/effective-file.js'
import type { ClusterConfig } from '../model/cluster-config.js'
import type { ValueSource } from '../model/value-source.js'

/** A config, and where what it says was written. */
export interface LoadedConfig {
  readonly config: ClusterConfig
  /**
   * Where each value was written, by its JSON pointer in the cluster file (`/container/runtime/args/volumes/0`), the
   * suite file's values among them. A value that no file gives, a default, is not in it.
   */
  readonly sources: ReadonlyMap<string, ValueSource>
  /** What Berth works with, in the form of a cluster file. */
  readonly effective: EffectiveFile
}
