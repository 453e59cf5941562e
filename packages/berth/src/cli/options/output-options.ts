import type { ClusterExecOptions } from '@berth/core'
import type { Command } from 'commander'

/** Options of what becomes of a command's output. */
export interface OutputOptions {
  readonly json?: true
  readonly stream?: true
  readonly outputDir?: string
}

/** Adds `--stream` and `--output-dir`. */
export function withOutputOptions(command: Command): Command {
  return command
    .option(
      '--stream',
      'print lines as they come, each after its host, instead of grouping them at the end; with --json, as JSON, one a line',
    )
    .option('--output-dir <folder>', "keep each host's whole output in HOST.stdout and HOST.stderr there")
}

/** The options as the library takes them. */
export function outputOptions({ outputDir }: OutputOptions): Pick<ClusterExecOptions, 'outputDir'> {
  return outputDir === undefined ? {} : { outputDir }
}
