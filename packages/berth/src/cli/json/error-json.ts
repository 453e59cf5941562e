import { BerthError, type ErrorJson, hostsText } from '@berth/core'
import type { Subcommand } from './answers.js'

/** An error of the call as a whole. One that is not Berth's own is a fault. */
export function errorJson(error: unknown, command: Subcommand): ErrorJson {
  if (BerthError.isInstance(error)) return error.toJSON()
  const fault = new BerthError({
    code: 'BERTH_COMMAND_FAILED',
    operation: `berth ${command}`,
    message: error instanceof Error ? error.message : String(error),
    remedy: "This is a fault in Berth: please report it with what DEBUG='berth*' shows.",
  })
  return fault.toJSON()
}

/** What an error says of each host. */
export function failuresOf(error: unknown): ReadonlyMap<string, BerthError> {
  return BerthError.isInstance(error) ? error.byHost : new Map()
}

/** The error of one host, which names this host. */
export function errorOn(host: string, error: BerthError): ErrorJson {
  return { ...error.toJSON(), host, hosts: [host] }
}

/** The error of a host that did not fail itself, while the call failed as a whole. */
export function notDone(host: string, { code, kind, operation, hosts, retryable }: ErrorJson): ErrorJson {
  const because = hosts.length === 0 ? 'see errors' : `it failed on ${hostsText(hosts)}`
  const nothing = { remedy: null, commands: [], output: null }
  const message = `not done here: ${because}`
  return { name: 'BerthError', code, kind, host, hosts: [host], operation, message, retryable, ...nothing }
}
