import {
  type Command,
  type ExecResult,
  type HostConnection,
  type HostExecOptions,
  hostConnection,
} from '@berth/core/adapter'
import { askedCall } from './asked-call.js'
import { memoryChannels } from './channels.js'
import { cutInput } from './cut-input.js'
import type { MemoryCall } from './faults.js'
import type { MemoryHost } from './host.js'

/** How a call is done: as it is, or on a connection that dies after so many bytes either way. */
export type DoCall<Value> = (diesAfter?: number) => Promise<Value>

/** Does a call, with the fault that it meets. */
export type AnswerCall = <Value>(host: string, call: MemoryCall, work: DoCall<Value>) => Promise<Value>

/** What connections in memory take from their cluster. */
export interface ConnectionParts {
  readonly host: MemoryHost
  readonly answer: AnswerCall
  /** Called with each change that is asked for, before it is done. */
  readonly onChange: (change: string) => void
  /** Called when the connection is lost. */
  readonly onLost: () => void
}

/** The one connection to a host in memory: core's own, on channels in memory, with faults before it. */
export function memoryConnection({ host, answer, onChange, onLost }: ConnectionParts): HostConnection {
  const { clock } = host.machine
  const connect = (lost: () => void) => {
    const channels = memoryChannels(host, lost)
    return {
      channels,
      connection: hostConnection(host.name, channels, {
        startTimer: (callback, delay) => timerOf(clock, callback, delay),
      }),
    }
  }
  const { connection } = connect(onLost)
  const dying = new Set<HostConnection>()

  const execDying = async (command: Command, options: HostExecOptions, bytes: number): Promise<ExecResult> => {
    const { channels, connection: own } = connect(() => undefined)
    dying.add(own)
    const { stdin } = options
    let printed = 0
    const onOutput: HostExecOptions['onOutput'] = (stream, chunk) => {
      printed += chunk.length
      if (printed >= bytes) channels.lose()
      return options.onOutput?.(stream, chunk)
    }
    try {
      if (bytes === 0) channels.lose()
      return await own.exec(command, {
        ...options,
        ...(stdin !== undefined && { stdin: cutInput(stdin, bytes, () => channels.lose()) }),
        onOutput,
      })
    } finally {
      dying.delete(own)
    }
  }

  const close = async (): Promise<void> => {
    await Promise.all([connection, ...dying].map((each) => each.close()))
  }

  return {
    host: host.name,
    async exec(command, options = {}) {
      const { call, change } = askedCall(host.name, command)
      if (change !== null) onChange(change)
      return answer(host.name, call, (diesAfter) =>
        diesAfter === undefined ? connection.exec(command, options) : execDying(command, options, diesAfter),
      )
    },
    putFile: (path, content, options) => answer(host.name, 'command', () => connection.putFile(path, content, options)),
    getFile: (path, options) => answer(host.name, 'command', () => connection.getFile(path, options)),
    close,
    [Symbol.asyncDispose]: close,
  }
}

function timerOf(
  clock: MemoryHost['machine']['clock'],
  callback: () => void,
  delay: number,
): { refresh: () => void; cancel: () => void } {
  let cancel = clock.after(delay, callback)
  const refresh = (): void => {
    cancel()
    cancel = clock.after(delay, callback)
  }
  return { refresh, cancel: () => cancel() }
}
