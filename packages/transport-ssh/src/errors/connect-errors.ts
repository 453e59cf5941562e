import { BerthError, type BerthErrorDetails, printableLine, shortLine, type Varying } from '@berth/core/adapter'
import { isOutOfFiles } from '../open-files/open-files.js'
import type { Target } from '../target/target.js'
import { outOfFiles } from './out-of-files.js'
import { TurnedAwayError } from './turned-away-error.js'

type Reason = Pick<BerthErrorDetails, 'code' | 'message' | 'remedy' | 'retryable' | 'varying'>

/** The `operation` of every error while connecting. */
export const connectOperation = 'connect'

/** Why a host could not be reached, by the code of the socket's error. Nothing was run, so trying again is safe. */
export function unreachable(host: string, target: Target, cause: unknown): BerthError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const where = addressAndPort(target)
  const known: Readonly<Record<string, readonly [string, string]>> = {
    ECONNREFUSED: [`${where} refuses connections`, 'Check that sshd runs there and that the port is right.'],
    EHOSTUNREACH: [`there is no route to ${where}`, 'Check that the host is up and the address is right.'],
    ENETUNREACH: [`the network of ${where} cannot be reached`, 'Check the network of this machine and the address.'],
    ETIMEDOUT: [`${where} does not answer`, 'Check that the host is up and that no firewall drops the connection.'],
    ENOTFOUND: [`the name ${target.address} is not known`, 'Check the spelling of the name and the name service.'],
    EAI_AGAIN: [`the name service does not answer for ${target.address}`, 'Check the name service of this machine.'],
  }
  const [message, remedy] = known[code] ?? [
    `${where}: ${cause instanceof Error ? cause.message : String(cause)}`,
    'Check that the host is up and that its sshd takes connections.',
  ]
  const varying = varyingOf(target)
  return connectError(host, { code: 'BERTH_HOST_UNREACHABLE', message, remedy, varying, retryable: true }, cause)
}

/** The time for connecting is over. */
export function connectTimedOut(host: string, target: Target, timeout: number, phase: string): BerthError {
  return connectError(host, {
    code: 'BERTH_HOST_UNREACHABLE',
    message: `${addressAndPort(target)}: ${phase} was not done in ${timeout} ms`,
    remedy: 'Check that the host is up and not overloaded, or allow more time to connect.',
    varying: varyingOf(target),
    retryable: true,
  })
}

/** A handshake that is not tried again, after so many tries. */
export function afterTries(host: string, target: Target, error: unknown, tries: number): unknown {
  if (error instanceof TurnedAwayError) {
    const often = tries > 1 ? ` ${tries} times` : ''
    const said = error.said === '' ? '' : `, saying "${error.said}"`
    return connectError(
      host,
      {
        code: 'BERTH_HOST_UNREACHABLE',
        message: `${addressAndPort(target)} hung up before the login began${often}${said}`,
        remedy:
          'Check that an sshd listens there that lets this machine connect, is not overloaded, and has a place free for a login (MaxStartups, PerSourcePenalties).',
        varying: varyingOf(target),
        retryable: true,
      },
      error,
    )
  }
  if (tries === 1 || !BerthError.isInstance(error) || error.code !== 'BERTH_HOST_UNREACHABLE') return error
  const { code, reason, advice: remedy, retryable, varying } = error
  const message = `${reason}, in try ${tries}, after it had hung up before the login began`
  return connectError(host, { code, message, retryable, varying, ...(remedy !== undefined && { remedy }) }, error)
}

/** Characters of what was seen, whatever a server that nothing has been proved of has said. */
const longestMessage = 2000

/**
 * An error while connecting, with the host, in one line, so that no server can add lines of its own; another error
 * where the cause is that this machine can open no further file, which says nothing of the host.
 */
export function connectError(host: string, reason: Reason, cause?: unknown): BerthError {
  if (isOutOfFiles(cause)) return outOfFiles(host, connectOperation, cause)
  const message = shortLine(printableLine(reason.message), longestMessage)
  return new BerthError({
    ...reason,
    message,
    host,
    operation: connectOperation,
    ...(cause !== undefined && { cause }),
  })
}

/** The caller aborted while connecting. */
export function connectAborted(host: string, cause: unknown): BerthError {
  return connectError(host, { code: 'BERTH_ABORTED', message: 'aborted before the connection was made' }, cause)
}

/** What in an error about a target is of that target alone, where the message names it by {@link addressAndPort}. */
export function varyingOf({ address, port }: Target): Varying {
  return { address, port: `port ${port}` }
}

/** A target for messages: `node1 port 22`. */
export function addressAndPort({ address, port }: Target): string {
  return `${address} port ${port}`
}
