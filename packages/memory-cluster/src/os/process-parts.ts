import type { OpenFile } from './streams/open-file.js'

/** What a process begins with; all of it its parent's, unless said. */
export interface ProcessParts {
  readonly argv: readonly string[]
  readonly env: ReadonlyMap<string, string>
  readonly cwd: string
  readonly user: number
  /** Permission bits that what it makes does not get. */
  readonly umask: number
  readonly files: ReadonlyMap<number, OpenFile>
  readonly ignored?: Iterable<string>
}

/** What a process does about a signal. */
export type SignalHandler = 'ignore' | (() => void)
