import { nameOf } from '../../os/files/path.js'
import type { Process } from '../../os/process.js'
import type { Invocation, InvocationResult, MemoryProgram, MemoryResponder } from './memory-program.js'
import { provisionAnswer } from './provision-answer.js'
import { terminateAnswer } from './terminate-answer.js'

/** What programs are answered with, and where. */
export interface Answers {
  readonly host: string
  readonly container: string | null
  readonly programs: Readonly<Record<string, MemoryProgram>>
  readonly respond: MemoryResponder
  /** Called when a setup script begins. */
  readonly onSetUp: () => void
}

/**
 * Answers the start of a program of Berth's that only a real bash could run, or that needs more of `/proc` than there
 * is, or of a test's; null for any other.
 */
export async function answer(process: Process, argv: readonly string[], answers: Answers): Promise<number | null> {
  const own = nameOfBerthProgram(argv)
  if (own === 'berth-provision') return provisionAnswer(process, argv, answers.onSetUp)
  if (own?.startsWith('BERTH_EXEC=')) return terminateAnswer(process, argv)
  if (own !== null) return null
  const invocation = invocationOf(process, argv, answers)
  const program = Object.hasOwn(answers.programs, invocation.program) ? answers.programs[invocation.program] : undefined
  const release = process.machine.clock.hold()
  let result: InvocationResult | undefined
  try {
    result =
      (await process.guard(Promise.resolve(answers.respond(invocation)))) ??
      (await process.guard(Promise.resolve(program?.(invocation))))
  } finally {
    release()
  }
  if (result === undefined) return null
  const {
    stdout = '',
    stderr = '',
    exitCode = 0,
    takes = 0,
  } = typeof result === 'string' ? { stdout: result } : typeof result === 'number' ? { exitCode: result } : result
  if (takes > 0) await process.sleep(takes)
  if (stdout.length > 0) await process.write(stdout)
  if (stderr.length > 0) await process.write(stderr, 2)
  return exitCode
}

/** Berth names its own shell programs by their `$0`; null for those of others. */
function nameOfBerthProgram([program, option, , self = '']: readonly string[]): string | null {
  return program === 'sh' && option === '-c' && /^(?:berth-|BERTH_EXEC=)/.test(self) ? self : null
}

function invocationOf(process: Process, argv: readonly string[], { host, container }: Answers): Invocation {
  return {
    program: nameOf(argv[0] ?? ''),
    argv,
    host,
    container,
    env: Object.fromEntries(process.env),
    workingDirectory: process.cwd,
    user: process.user,
    stdin: () => process.readAll(),
  }
}
