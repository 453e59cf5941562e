import type { CliProcess, CliSinks } from '../environment.js'
import { harmlessSink } from './harmless-sink.js'
import { outputSink } from './output-sink.js'

/** The only ways from the command line to the streams of the process. */
export function cliSinks({ stdout, stderr }: Pick<CliProcess, 'stdout' | 'stderr'>): CliSinks {
  return {
    stdout: harmlessSink(stdout),
    stderr: harmlessSink(stderr),
    commandOutput: { stdout: outputSink(stdout), stderr: outputSink(stderr) },
  }
}
