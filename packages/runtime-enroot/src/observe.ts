import { randomUUID } from 'node:crypto'
import {
  BerthError,
  type ExecResult,
  type HostConnection,
  type ObserveQuery,
  type RuntimeCallOptions,
} from '@berth/core/adapter'
import { explain } from './errors.js'
import { observeCommand } from './observe-script.js'
import { type Probed, parseProbe, unknown } from './parse.js'

/** Looks at the named container in one round trip. Rejects with `BERTH_ABORTED` only. */
export async function observe(host: HostConnection, query: ObserveQuery, options: RuntimeCallOptions): Promise<Probed> {
  const nonce = randomUUID()
  const { timeout = 60_000, signal } = options
  let result: ExecResult
  try {
    result = await host.exec(observeCommand(query, nonce), { timeout, ...(signal && { signal }) })
  } catch (error) {
    if (!BerthError.isInstance(error) || error.code === 'BERTH_ABORTED') throw error
    return nothing(error.reason, error.remedy ?? tryAgain, error.kind === 'unreachable')
  }
  const { endedBy, exitCode, stderr, truncated } = result
  switch (endedBy) {
    case 'abort':
      throw new BerthError({
        code: 'BERTH_ABORTED',
        host: host.host,
        operation: 'observe',
        message: 'aborted',
        cause: signal?.reason,
      })
    case 'timeout':
    case 'idle':
      return nothing(
        `enroot did not answer within ${timeout / 1000} s`,
        'Look at the load of the host, and at its disks.',
      )
    case 'lost':
      return nothing('the connection was lost while the host was looked at', tryAgain, true)
    case 'exit':
    case 'signal':
      break
    default:
      endedBy satisfies never
  }
  if (exitCode !== 0 || truncated) {
    const { reason, remedy } = explain(stderr, [], tryAgain)
    return nothing(`the probe failed: ${reason}`, remedy)
  }
  return parseProbe(result, nonce, query)
}

const tryAgain = 'Check that the host is up and that its disk is not full, then try again.'

function nothing(reason: string, remedy: string, unreachable = false): Probed {
  return { observation: unknown({ reason, remedy }, unreachable), engine: null }
}
