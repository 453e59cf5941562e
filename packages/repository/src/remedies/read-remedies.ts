import { readCommentedFiles } from '../comments/read-commented-files.js'
import { type DeclaredCommand, declaredCommands } from './declared-commands.js'
import { remedyRuns } from './remedy-runs.js'

/** What the repository has of commands in remedies. */
export interface RemedyFacts {
  readonly commands: readonly DeclaredCommand[]
  /** The sources of the packages that print remedies, by their paths. */
  readonly sources: ReadonlyMap<string, string>
  /** The tests that run each command, by its id. */
  readonly runs: ReadonlyMap<string, readonly string[]>
}

/** Reads the sources and the tests of all packages. */
export function readRemedies(): RemedyFacts {
  const files = [...readCommentedFiles()].filter(([path]) => path.endsWith('.ts'))
  const sources = new Map(files.filter(([path]) => printing.test(path)))
  const tests = new Map(files.filter(([path]) => /^packages\/(?!repository\/)[^/]+\/test\//.test(path)))
  return { commands: declaredCommands(sources), sources, runs: remedyRuns(tests) }
}

const printing = /^packages\/(?:berth|core|runtime-[^/]+|transport-[^/]+)\/src\//
