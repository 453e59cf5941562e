import type { Process } from '../../os/process.js'
import type { ShellCommand } from '../syntax/syntax.js'

/** What one shell knows; a subshell begins with a copy. */
export class ShellState {
  /** `$0`. */
  name = 'sh'
  /** `$$`, the same in subshells. */
  pid = 0
  /** `$1`, `$2`, … */
  positional: readonly string[] = []
  readonly variables: Map<string, string>
  readonly exported: Set<string>
  readonly functions: Map<string, ShellCommand>
  readonly options: Set<string>
  readonly traps: Map<string, string>
  readonly jobs: Map<number, Process> = new Map()
  status = 0
  lastBackground = ''

  constructor(from?: ShellState) {
    this.variables = new Map(from?.variables)
    this.exported = new Set(from?.exported)
    this.functions = new Map(from?.functions)
    this.options = new Set(from?.options)
    this.traps = new Map([...(from?.traps ?? [])].filter(([, action]) => action === ''))
    if (from === undefined) return
    this.name = from.name
    this.pid = from.pid
    this.positional = from.positional
    this.status = from.status
    this.lastBackground = from.lastBackground
  }

  /** What a child's environment is. */
  environment(): Map<string, string> {
    return new Map(
      [...this.exported].sort().flatMap((name) => {
        const value = this.variables.get(name)
        return value === undefined ? [] : [[name, value] as const]
      }),
    )
  }
}
