import type { ClusterFile } from '@berth/core'
import type { LoadedCluster } from '../../load-config.js'
import { toItsEnd } from '../ending/to-its-end.js'
import type { CliEnvironment } from '../environment.js'
import type { Answer } from '../json/answer.js'
import type { Subcommand } from '../json/answers.js'
import type { FileOptions } from '../options/cluster-options.js'
import { Progress } from '../progress/progress.js'
import { clusterFile } from './cluster-file.js'

/** How a subcommand works with its config. */
export interface ConfigSession<Name extends Subcommand> extends LoadedCluster {
  readonly progress: Progress
  /** Shows a warning, and keeps it for --json. */
  readonly warn: (warning: string) => void
  /** What is said with --json. */
  readonly answer: Answer<Name>
  /** Prints a result for people, after the progress that led to it; nothing with --json, which says all at the end. */
  readonly print: (text: string) => void
}

/** Options by which a subcommand loads its config. */
export interface ConfigSessionOptions extends FileOptions {
  readonly stream?: true
}

/** How the config is loaded. */
export interface ConfigSessionHow {
  /** Whether the module that the file names for its runtime is run. */
  readonly loadModule: boolean
  /** What takes the place of a file. Default is none: the file that the options name. */
  readonly cluster?: ClusterFile
}

/** Hosts that no cluster file names. */
const unnamed = { clusterName: null }

/** Loads the config, tells its warnings, does the work, and says what became of it all. */
export async function withConfig<Name extends Subcommand>(
  environment: CliEnvironment,
  command: Name,
  options: ConfigSessionOptions,
  { loadModule, cluster }: ConfigSessionHow,
  work: (session: ConfigSession<Name>) => Promise<number>,
): Promise<number> {
  return toItsEnd(environment, command, options, async (answer) => {
    const suite = options.suite === undefined ? {} : { suiteFile: options.suite }
    const { signal } = environment
    const loaded = await environment.loadConfig(cluster ?? clusterFile(options, environment), {
      ...suite,
      loadModule,
      signal,
    })
    const { config } = loaded
    const progress = new Progress(
      environment.stderr,
      config.hosts.map(({ name }) => name),
      environment,
    )
    const warn = (warning: string): void => {
      progress.warn(warning)
      answer.warn(warning)
    }
    answer.asks(cluster === undefined ? config : unnamed, [])
    for (const { path, message } of config.warnings) warn(`${path}: ${message}`)
    const print = (text: string): void => {
      progress.flush()
      if (!options.json) environment.stdout.write(text)
    }
    return work({ ...loaded, progress, warn, answer, print })
  })
}
