import type { Remedy, Section } from '@berth/core/adapter'
import { type Called, calledAs, useDefaultContext } from './engine-commands.js'

/** Where the engine's client is led to, in place of the engine that it looks for by itself. */
export interface LedAstray {
  /** What leads it, and where to: a sentence without its end. */
  readonly cause: string
  readonly remedy: Remedy
}

/** The name of the current context, and the address of the engine that the client is led to; empty for unknown ones. */
export function endpointOf(section: Section | undefined): { readonly context: string; readonly address: string } {
  const [, context = '', address = ''] =
    /^(\S+) (\w+:\/\/\S*)$/m.exec(section?.exitCode === 0 ? section.stdout : '') ?? []
  return { context, address }
}

/**
 * What leads the client elsewhere, from its answer about its context: a context of the user's configuration, there or
 * not, or a variable. Null where nothing does, or where nothing is known.
 */
export function ledAstray(by: Called, section: Section | undefined): LedAstray | null {
  const [, gone] = /context "([^"]+)"(?: is|: context)? not found/i.exec(section?.stderr ?? '') ?? []
  if (gone !== undefined && section?.exitCode !== 0) {
    const cause = `the configuration of the user names the context ${gone}, which does not exist`
    return { cause, remedy: ownContext(by) }
  }
  const { context, address } = endpointOf(section)
  if (context === '' || ownSockets.has(address)) return null
  if (context !== 'default') {
    const cause = `the context ${context} leads it to ${address}`
    return { cause, remedy: address.startsWith('unix://') ? ownAddress(by, address) : ownContext(by) }
  }
  return {
    cause: `the variable DOCKER_HOST of the login's environment leads it to ${address}`,
    remedy: `Let an engine of this host answer at ${address}, or take DOCKER_HOST out of what sets it for logins (~/.bashrc, ~/.profile, /etc/environment, ~/.ssh/environment).`,
  }
}

function ownContext(by: Called): Remedy {
  return [
    'Let the client lead to the engine of its own host, with no DOCKER_CONTEXT in the environment of logins that names another.',
    useDefaultContext({ engine: calledAs(by) }),
  ]
}

/** A socket is of this host: an engine of its own, as a rootless one is, which may only want to be started. */
function ownAddress(by: Called, address: string): Remedy {
  return [
    `Let an engine of this host answer at ${address}: start it, where it is the one that is meant.`,
    'Or let the client lead to the usual engine of its host, with no DOCKER_CONTEXT in the environment of logins.',
    useDefaultContext({ engine: calledAs(by) }),
  ]
}

const ownSockets: ReadonlySet<string> = new Set(['unix:///var/run/docker.sock', 'unix:///run/docker.sock'])
