import { BerthError, type ErrorJson, type ProblemJson, printableLine } from '../../errors/index.js'
import { type ConfigProblem, formatProblem } from './config-problem.js'
import { foldProblems } from './fold-problems.js'

export { type ConfigProblem, formatProblem } from './config-problem.js'

/**
 * A cluster file, or a config made in code, that cannot be used. Carries everything that is wrong, not the first thing
 * only. Its code is `BERTH_CONFIG_INVALID`.
 */
export class ConfigError extends BerthError {
  override readonly name: string = 'ConfigError'
  /** In the order of the file. At least one. */
  readonly problems: readonly ConfigProblem[]
  /** Whether the message tells each problem: those that are the same on many hosts are told once. */
  readonly complete: boolean

  constructor(problems: readonly ConfigProblem[], file?: string, cause?: unknown) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
    const { lines, complete } = foldProblems(problems, formatProblem)
    super({
      code: 'BERTH_CONFIG_INVALID',
      operation: file === undefined ? 'resolve the config' : `load ${file}`,
      message: [count, ...lines].join('\n  '),
      cause,
    })
    this.complete = complete
    this.problems = Object.freeze([...problems])
  }

  /** Every problem in a line of its own, harmless to print as the message is; not bounded. */
  whole(): string {
    return this.problems.map((problem) => printableLine(formatProblem(problem))).join('\n')
  }

  override toJSON(): ErrorJson {
    return { ...super.toJSON(), problems: this.problems.map(problemJson) }
  }

  /** Whether a value is a config error, of this or another copy of the package. */
  static override isInstance(value: unknown): value is ConfigError {
    return BerthError.isInstance(value) && value.code === 'BERTH_CONFIG_INVALID' && 'problems' in value
  }
}

function problemJson(problem: ConfigProblem): ProblemJson {
  const { file = null, line = null, column = null, path, message } = problem
  return { file, line, column, path, message, text: formatProblem(problem) }
}
