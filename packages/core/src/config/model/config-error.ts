import { BerthError, type ErrorJson, type ProblemJson } from '../../errors/index.js'

/** One thing that is wrong in a cluster file. */
export interface ConfigProblem {
  /** The file, as it was named by the caller. Absent: the config was made in code. */
  readonly file?: string
  /** From 1. */
  readonly line?: number
  /** From 1, in UTF-16 code units. */
  readonly column?: number
  /** Keys joined by `/`; empty for the file as a whole. */
  readonly path: string
  /** What is wrong, what was expected, and how to put it right. */
  readonly message: string
}

/** `file:line:column path: message`, without the parts that are not known. */
export function formatProblem({ file, line, column, path, message }: ConfigProblem): string {
  const position = line === undefined ? '' : `:${line}:${column ?? 1}`
  const where = [file === undefined ? '' : `${file}${position}`, path].filter((part) => part !== '')
  return where.length === 0 ? message : `${where.join(' ')}: ${message}`
}

/**
 * A cluster file, or a config made in code, that cannot be used. Carries everything that is wrong, not the first thing
 * only. Its code is `BERTH_CONFIG_INVALID`.
 */
export class ConfigError extends BerthError {
  override readonly name: string = 'ConfigError'
  /** In the order of the file. At least one. */
  readonly problems: readonly ConfigProblem[]

  constructor(problems: readonly ConfigProblem[], file?: string, cause?: unknown) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`
    super({
      code: 'BERTH_CONFIG_INVALID',
      operation: file === undefined ? 'resolve the config' : `load ${file}`,
      message: [count, ...problems.map(formatProblem)].join('\n  '),
      cause,
    })
    this.problems = Object.freeze([...problems])
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
