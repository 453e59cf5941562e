import { type HostConnection, sshTransport, type Transport } from 'berth-cluster'
import type { KnownRequest } from './crash-orders.js'
import type { StepWatcher } from './step-watcher.js'

/** The step of opening the connection to a host. */
export const connectStep = 'connect'

/**
 * Has every request of this process to a host counted: at the one place through which all of them go, the connections
 * of the SSH transport.
 */
export function watchRequests(steps: StepWatcher, known: readonly KnownRequest[]): void {
  const transport: Transport = Object.getPrototypeOf(sshTransport({ hosts: new Map() }))
  const { connect } = transport
  const opened = new Set<string>()
  transport.connect = async function (this: Transport, host, options) {
    const open = (): Promise<HostConnection> => connect.call(this, host, options)
    const isFirst = !opened.has(host)
    opened.add(host)
    const connection = await (isFirst ? steps.through({ step: connectStep, host }, open) : open())
    return watched(connection, steps, known)
  }
}

function watched(connection: HostConnection, steps: StepWatcher, known: readonly KnownRequest[]): HostConnection {
  const { host } = connection
  return {
    ...connection,
    exec(command, options) {
      const words = typeof command === 'string' ? [command] : command
      const marks = [...(options?.announcement === undefined ? [] : [options.announcement]), ...words.filter(isRandom)]
      return steps.through({ step: stepOf(words, known), host, marks }, () => connection.exec(command, options))
    },
  }
}

/** A request that is not known is told by its short words, for whoever has to say what it is. */
function stepOf(words: readonly string[], known: readonly KnownRequest[]): string {
  const found = known.find(({ words: theirs }) => theirs.every((word) => words.includes(word)))
  return found?.step ?? `not known: ${words.filter(({ length }) => length < 40).join(' ')}`
}

function isRandom(word: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(word)
}
