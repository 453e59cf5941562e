import type { OutputStream } from '../../../contract/index.js'
import type { LauncherDialect } from '../launcher/launcher.js'
import type { FailedRank } from './failed-rank.js'

/** The ends of what a launcher and its ranks printed. */
export type Said = Readonly<Record<OutputStream, string>>

/**
 * What a launcher says of the rank that failed first, on standard error, where Hydra also says it on standard output;
 * null where it says nothing of it.
 */
export function readFailure({ stdout, stderr }: Said, dialect: LauncherDialect): FailedRank | null {
  switch (dialect) {
    case 'orte':
    case 'prrte':
      return first(stderr, openMpiFailures)
    case 'hydra':
      return first(stderr, hydraFailures) ?? first(stdout, hydraFailures)
    default:
      return dialect satisfies never
  }
}

interface Reading {
  readonly sentence: RegExp
  readonly failure: (groups: Readonly<Record<string, string>>) => FailedRank
}

/** In the order in which they are believed: what a rank did of its own accord before what the launcher saw of it. */
const openMpiFailures: readonly Reading[] = [
  {
    sentence: /MPI_ABORT was invoked on rank (?<rank>\d+)[\s\S]{0,200}?with errorcode (?<code>-?\d+)/,
    failure: ({ rank = '', code }) => ({ rank: Number(rank), host: null, how: `called MPI_Abort with ${code}` }),
  },
  {
    sentence: /process rank (?<rank>\d+) with PID \d+ on node (?<host>\S+)\s+exited on\s+signal (?<signal>\d+)/,
    failure: ({ rank = '', host = '', signal }) => ({ rank: Number(rank), host, how: `was ended by signal ${signal}` }),
  },
  {
    sentence: /Process name: \[\S+,(?<rank>\d+)\]\s+Exit code:\s+(?<code>\d+)/,
    failure: ({ rank = '', code }) => ({ rank: Number(rank), host: null, how: `exited with code ${code}` }),
  },
  {
    sentence:
      /Executable:\s+(?<program>\S+)\s+Node:\s+(?<host>\S+)\s+while attempting to start process rank (?<rank>\d+)/,
    failure: ({ rank = '', host = '', program }) => ({
      rank: Number(rank),
      host,
      how: `could not be started: ${program} cannot be found or run there`,
    }),
  },
  {
    sentence: /lost communication with a remote daemon[\s\S]{0,300}?Remote daemon:\s+\S+ on node (?<host>\S+)/,
    failure: ({ host = '' }) => ({ rank: null, host, how: 'was lost with the daemon of its host' }),
  },
]

const hydraFailures: readonly Reading[] = [
  {
    sentence: /MPI_Abort\(.{0,80}?, (?<code>-?\d+)\) - process (?<rank>\d+)/,
    failure: ({ rank = '', code }) => ({ rank: Number(rank), host: null, how: `called MPI_Abort with ${code}` }),
  },
  {
    sentence:
      /(?:RANK (?<rank>\d+) )?PID \d+ RUNNING AT (?<host>\S+)\n(?:=\s*\n)?=\s+(?:EXIT CODE: (?<code>\d+)|KILLED BY SIGNAL: (?<signal>\d+))/,
    failure: ({ rank, host = '', code, signal }) => ({
      rank: rank === undefined ? null : Number(rank),
      host,
      how:
        signal === undefined ? `ended with what its launcher calls exit code ${code}` : `was ended by signal ${signal}`,
    }),
  },
]

function first(said: string, readings: readonly Reading[]): FailedRank | null {
  for (const { sentence, failure } of readings) {
    const { groups } = sentence.exec(said) ?? {}
    if (groups !== undefined) return failure(groups)
  }
  return null
}
