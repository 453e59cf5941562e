import { type Break, exec, options, result, without } from './altered.js'

/** Broken in what is told of a command's output and end. */
export const brokenOutput: Readonly<Record<string, Break>> = {
  'returns an exit code as a value, those of shells and engines too': result(({ exitCode }) =>
    exitCode === 137 ? { exitCode: null, signal: 'SIGKILL', endedBy: 'signal' } : {},
  ),
  'returns the same exit codes under a timeout': result(({ exitCode }, { timeout }) =>
    timeout !== undefined && exitCode !== null ? { exitCode: exitCode % 128 } : {},
  ),
  'returns each of hundreds of mixed exit codes, with its output': some(100, () => ({ exitCode: 0 })),
  'tells a signal from an exit code, by its name': result(({ endedBy }) =>
    endedBy === 'signal' ? { endedBy: 'exit', exitCode: 137, signal: null } : {},
  ),
  'takes a program that is not there, or is none, for a command that ran and failed': result(({ exitCode }) =>
    exitCode === 126 ? { exitCode: 1 } : {},
  ),
  'tells how long a command took': result(() => ({ duration: 0 })),
  'gives each of 60 commands at once its own output': some(50, () => ({ stdout: '0\n' })),
  'keeps standard output and standard error apart': result(({ stdout, stderr }) => ({ stdout: stdout + stderr })),
  'keeps each stream in order, and passes all of it on as it keeps it': options((given) => {
    let pieces = 0
    return {
      ...given,
      onOutput: (stream, chunk) => {
        pieces += 1
        return pieces === 1 ? undefined : given.onOutput?.(stream, chunk)
      },
    }
  }),
  'passes output on while the command runs': exec(async (sound, command, given = {}) => {
    const seen = await sound(command, without(given, 'onOutput'))
    await given.onOutput?.('stdout', Buffer.from(seen.stdout))
    return seen
  }),
  'does not lose output that comes after the exit': result(({ stdout }) => ({ stdout: stdout.replace(/late\n$/, '') })),
  'decodes UTF-8 across the borders of pieces, and marks what is none': exec(async (sound, command, given) => {
    let stdout = ''
    const onOutput = (_stream: string, chunk: Uint8Array): void => {
      stdout += Buffer.from(chunk).toString()
    }
    return { ...(await sound(command, { ...given, onOutput })), stdout }
  }),
  'bounds what it keeps of each stream, says so, and reads all of it': result(() => ({ truncated: false })),
  'calls output truncated only if some was dropped': result(({ stdout }, { maxOutput }) => ({
    truncated: stdout.length === maxOutput,
  })),
  'waits for what takes the output': options((given) => ({
    ...given,
    onOutput: (stream, chunk) => {
      void given.onOutput?.(stream, chunk)
    },
  })),
  'rejects with what a callback throws, and ends the command': exec((sound, command, given = {}) => {
    const controller = new AbortController()
    const onOutput: typeof given.onOutput = async (stream, chunk) => {
      try {
        await given.onOutput?.(stream, chunk)
      } catch {
        controller.abort()
      }
    }
    return sound(command, { ...given, onOutput, signal: controller.signal })
  }),
  'leaves out what comes before an announcement': options((given) => without(given, 'announcement')),
  'takes the exit code of an inner command from its own side, and leaves out the line that tells it': result(
    ({ stdout }) => (stdout.startsWith('half') ? { exitCode: 255 } : {}),
  ),
  'believes no end of an inner command that its own side did not tell on both streams': result(({ endedBy }) =>
    endedBy === 'lost' ? { endedBy: 'exit', exitCode: 255 } : {},
  ),
  'rejects a command without its announcement as not started, with what was said instead': options((given) =>
    without(given, 'announcement'),
  ),
  'says of a command without an announcement, when its time is up, that it may have run, unless it waited for input':
    options((given) => without(given, 'announcement')),
  'tells an inner command to begin by the first line of its input, and gives it nothing before its announcement':
    options((given) => without(given, 'env')),
}

/** One in so many results is another one. */
function some(every: number, change: () => Parameters<typeof Object.assign>[0]): Break {
  let calls = 0
  return result(() => {
    calls += 1
    return calls % every === 0 ? change() : {}
  })
}
