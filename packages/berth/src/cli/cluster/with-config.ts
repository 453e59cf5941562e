import type { ClusterFile } from '@berth/core'
import type { LoadedCluster } from '../../load-config.js'
import { tellWhole } from '../ending/tell-whole.js'
import { toItsEnd } from '../ending/to-its-end.js'
import type { CliEnvironment } from '../environment.js'
import type { Answer } from '../json/answer.js'
import type { Subcommand } from '../json/answers.js'
import type { FileOptions } from '../options/cluster-options.js'
import { isOnTerminal } from '../output/on-terminal.js'
import { Progress } from '../progress/progress.js'
import { FoldedLists, leavesHostsOut, longestList, longestWarning } from '../terminal/folded-lists.js'
import { clusterFile } from './cluster-file.js'

/** How a subcommand works with its config. */
export interface ConfigSession<Name extends Subcommand> extends LoadedCluster {
  readonly progress: Progress
  /** Shows a warning, and keeps it for --json. */
  readonly warn: (warning: string) => void
  /** What is said with --json. */
  readonly answer: Answer<Name>
  /**
   * Prints a result for people, after the progress that led to it; nothing with --json, which says all at the end. A
   * terminal is shown the beginning of a long one. `whole`: what to keep where the text does not name all hosts.
   */
  readonly print: (text: string, whole?: () => string) => void
  /** What was shown in part: the whole of it is kept in a file, whose name is told at the end. */
  readonly folded: FoldedLists
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
  readonly cluster?: () => ClusterFile
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
    const loaded = await environment.loadConfig(cluster?.() ?? clusterFile(options, environment), {
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
    const folded = new FoldedLists()
    const warn = (warning: string): void => {
      progress.warn(options.json ? warning : folded.fold(warning, longestWarning))
      answer.warn(warning)
    }
    answer.asks(cluster === undefined ? config : unnamed, [])
    for (const { path, message } of config.warnings) warn(`${path}: ${message}`)
    const print = (text: string, whole?: () => string): void => {
      progress.flush()
      if (options.json) return
      if (whole !== undefined && leavesHostsOut(text)) folded.keep(whole())
      environment.stdout.write(isOnTerminal(environment) ? folded.fold(text, longestList) : text)
    }
    try {
      return await work({ ...loaded, progress, warn, answer, print, folded })
    } finally {
      await tellWhole(folded.whole, environment)
    }
  })
}
