import { BerthError, type ContainerExecOptions, type ExecResult } from '@berth/core/adapter'
import { firstPiece, isSource, wholeOf } from '../broken-sources.js'
import { withoutFormer } from '../without-former.js'
import { type Break, type Exec, exec, joined, result, without } from './altered.js'

/** Broken in running commands and ending them. */
export const brokenCommands: Readonly<Record<string, Break>> = {
  'passes every byte of an argument vector': exec((sound, command, options) =>
    sound(typeof command === 'string' ? command : command.map((word) => word.replaceAll('\n', ' ')), options),
  ),
  "has a shell string read by the container's shell, once": exec((sound, command, options) =>
    sound(typeof command === 'string' ? command.replaceAll('\\', '\\\\') : command, options),
  ),
  'gives a command a megabyte of standard input, byte for byte': exec((sound, command, options) =>
    sound(
      command,
      options.stdin === undefined || isSource(options.stdin)
        ? options
        : { ...options, stdin: options.stdin.slice(0, 65_536) },
    ),
  ),
  'gives a command its standard input from a source piece by piece, and its end': exec((sound, command, options) =>
    sound(command, isSource(options.stdin) ? { ...options, stdin: firstPiece(options.stdin) } : options),
  ),
  'asks a source of standard input for no more than the command reads': exec(async (sound, command, options) =>
    sound(command, isSource(options.stdin) ? { ...options, stdin: await wholeOf(options.stdin) } : options),
  ),
  'gives a command an empty standard input when there is none': exec((sound, command, options) =>
    sound(command, { stdin: 'inherited', ...options }),
  ),
  'sets the environment of a command, byte for byte': exec((sound, command, options) =>
    sound(command, { ...options, env: joined(options.env ?? {}) }),
  ),
  'extends variables of the container in the environment of a command': exec((sound, command, options) =>
    sound(command, { ...options, env: withoutFormer(options.env ?? {}) }),
  ),
  'gives a command its public environment, under its own': ignoring('publicEnv'),
  'keeps the environment of commands and containers out of every argument list': exec((sound, command, options) => {
    const assignments = Object.entries(options.env ?? {}).map(([name, value]) => `export ${name}='${value}'; `)
    return assignments.length === 0 || typeof command !== 'string' || !command.includes('up')
      ? sound(command, options)
      : sound(`${assignments.join('')}${command}`, without(options, 'env'))
  }),
  'runs a command as the user that was asked for, or not at all': ignoring('user'),
  'runs a command in the folder that was asked for': ignoring('workingDirectory'),
  'keeps the two streams apart': result((seen) => ({ ...seen, stdout: seen.stdout + seen.stderr, stderr: '' })),
  'returns exit codes as values, those that engines use themselves too': enginesOwn(125),
  'takes a program that is not there for a command that failed': enginesOwn(127),
  'tells that a signal ended a command': result((seen) => (seen.exitCode === 137 ? { ...seen, exitCode: 0 } : seen)),
  'returns to each of twenty commands its own exit code': (fixture) => {
    let calls = 0
    return result((seen) => {
      calls += 1
      return calls % 10 === 0 ? { ...seen, exitCode: 0 } : seen
    })(fixture)
  },
  'gives each of many commands at once its own output': (fixture) => {
    let running: Promise<ExecResult> | undefined
    return exec((sound, command, options) => {
      running ??= sound(command, options).finally(() => {
        running = undefined
      })
      return running
    })(fixture)
  },
  'passes output on as it comes, in order per stream, before it returns': ignoring('onOutput'),
  'keeps no more output than was asked for, and says so': ignoring('maxOutput'),
  'says that a command never started in a container that there is not': failures(),
  'says that a command never started in a container that does not run': failures(),
  'says that a command never started in a folder that there is not': failures(),
  'starts nothing when it was aborted before': ignoring('signal'),
  'believes no end of a command that its container did not tell': result((seen) =>
    seen.endedBy === 'lost' ? { ...seen, endedBy: 'exit', exitCode: 137 } : seen,
  ),
  'leaves no process of a command behind when it is aborted': leavingTree('abort'),
  'leaves no process of a command behind when its time is up': leavingTree('timeout'),
  'leaves no process of a command behind that was silent for too long': leavingTree('idle'),
  'leaves no process of a command behind whose output nobody takes, and rejects with the reason': exec(
    (sound, command, options) =>
      new Promise((resolve, reject) => {
        const onOutput: ContainerExecOptions['onOutput'] = async (...piece) => {
          await (async () => options.onOutput?.(...piece))().catch(reject)
        }
        sound(command, options.onOutput === undefined ? options : { ...options, onOutput }).then(resolve, reject)
      }),
  ),
}

function ignoring(option: keyof ContainerExecOptions): Break {
  return exec((sound, command, options) => sound(command, without(options, option)))
}

/** Takes an exit code for the engine's own. */
function enginesOwn(code: number): Break {
  return result((seen) => {
    if (seen.exitCode !== code) return seen
    const details = { host: seen.host, operation: 'exec', message: 'the engine failed', remedy: 'Run it again.' }
    throw new BerthError({ code: 'BERTH_EXEC_NOT_STARTED', ...details })
  })
}

/** Takes what never started for a command that failed. */
function failures(): Break {
  return exec((sound, command, options) =>
    sound(command, options).catch(() => ended({ endedBy: 'exit', exitCode: 126, stdout: '' })),
  )
}

/** Returns in time, and leaves the command to itself. */
function leavingTree(way: 'abort' | 'timeout' | 'idle'): Break {
  const { timeout, idle, abort } = {
    abort: { timeout: false, idle: false, abort: true },
    timeout: { timeout: true, idle: false, abort: false },
    idle: { timeout: false, idle: true, abort: false },
  }[way]
  return exec((sound, command, options) => {
    const { signal, timeout: limit, idleTimeout: idleLimit } = options
    if (abort && signal !== undefined)
      return Promise.race([sound(command, without(options, 'signal')), aborted(signal)])
    if (timeout && limit !== undefined) return abandoned(sound, command, without(options, 'timeout'), limit, way)
    if (idle && idleLimit !== undefined)
      return abandoned(sound, command, without(options, 'idleTimeout'), idleLimit, way)
    return sound(command, options)
  })
}

async function aborted(signal: AbortSignal): Promise<ExecResult> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  return ended({ endedBy: 'abort', exitCode: null, stdout: 'up\n' })
}

function abandoned(
  sound: Exec,
  command: Parameters<Exec>[0],
  options: ContainerExecOptions,
  limit: number,
  endedBy: 'abort' | 'timeout' | 'idle',
): Promise<ExecResult> {
  const late = new Promise<ExecResult>((resolve) => {
    setTimeout(() => resolve(ended({ endedBy, exitCode: null, stdout: 'up\n' })), limit)
  })
  return Promise.race([sound(command, options), late])
}

function ended(how: Pick<ExecResult, 'endedBy' | 'exitCode' | 'stdout'>): ExecResult {
  return { host: 'fixture', signal: null, stderr: '', truncated: false, duration: 1, ...how }
}
