import type { CliCluster, CliEnvironment } from '../environment.js'
import { OutputEvents } from '../json/output-events.js'
import { HostLines } from './host-lines.js'

/** What setup scripts print is no result: it goes where progress goes, or with --json before the envelope. */
export function setupLines(
  { stdout, commandOutput: { stderr } }: Pick<CliEnvironment, 'stdout' | 'commandOutput'>,
  { hosts }: Pick<CliCluster, 'hosts'>,
  { json }: { readonly json?: true },
): HostLines | OutputEvents {
  return json ? new OutputEvents(stdout) : new HostLines({ stdout: stderr, stderr }, hosts)
}
