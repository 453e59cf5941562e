import type { EndedBy, ExecResult, HostExecOptions } from '@berth/core/adapter'
import { type Break, type Exec, exec, options, without } from './altered.js'

/** Broken in ending commands. */
export const brokenEndings: Readonly<Record<string, Break>> = {
  'leaves no process behind at a timeout, whatever left the session or ignores signals': exec(
    (sound, command, given = {}) => givenUp(sound, command, given, 'timeout', after(given.timeout)),
  ),
  'leaves no process behind at an abort, whatever left the session or ignores signals': exec(
    (sound, command, given = {}) => givenUp(sound, command, given, 'abort', aborted(given.signal)),
  ),
  'tells the end of a command that is ended while its output is held back': exec(async (sound, command, given) => {
    const seen = await sound(command, given)
    return seen.endedBy === 'abort'
      ? { ...seen, mayStillRun: { because: 'not ended', process: null, processes: [] } }
      : seen
  }),
  'ends a command that has been silent for its idle timeout, and no other': options(({ idleTimeout, ...given }) => ({
    ...given,
    ...(idleTimeout !== undefined && { timeout: idleTimeout }),
  })),
  'runs nothing that was aborted before it started': options((given) => without(given, 'signal')),
  'ends only the command that is to end': (() => {
    const shared = new AbortController()
    return options((given) => {
      given.signal?.addEventListener('abort', () => shared.abort())
      return { ...given, signal: shared.signal }
    })
  })(),
  'lets go of the signal when the command has ended': options((given) => {
    given.signal?.addEventListener('abort', () => undefined)
    return given
  }),
  'leaves no watchdog behind after a normal end': exec((sound, command, given) => {
    if (given?.timeout !== undefined) void sound(['sh', '-c', 'sleep 30; :', ...command])
    return sound(command, given)
  }),
  'refuses a timeout that is no positive number': options((given) =>
    given.timeout !== undefined && given.timeout > 0 ? given : without(given, 'timeout'),
  ),
  'says that an inner command may still run whose terminator does not say that it was ended': exec(
    async (sound, command, given) => without(await sound(command, given), 'mayStillRun'),
  ),
  'runs the terminator to end an inner command at a timeout': options((given) => without(given, 'terminator')),
  'runs the terminator to end an inner command at an abort': options((given) => without(given, 'terminator')),
  'runs no terminator after a normal end': exec(async (sound, command, given) => {
    const seen = await sound(command, given)
    if (given?.terminator !== undefined) await sound(given.terminator)
    return seen
  }),
}

/** A command that is left to itself when something happens, and said to have ended. */
function givenUp(
  sound: Exec,
  command: Parameters<Exec>[0],
  given: HostExecOptions,
  endedBy: EndedBy,
  when: Promise<void>,
): Promise<ExecResult> {
  const up = { exitCode: null, signal: null, endedBy, stdout: 'up\n', stderr: '', truncated: false, duration: 1 }
  const left = when.then(() => ({ host: 'one', ...up }))
  return Promise.race([sound(command, without(given, 'timeout', 'signal')), left])
}

function after(milliseconds: number | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (milliseconds !== undefined) setTimeout(resolve, milliseconds)
  })
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    signal?.addEventListener('abort', () => resolve())
  })
}
