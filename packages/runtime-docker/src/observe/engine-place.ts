import type { Section, Trouble } from '@berth/core/adapter'
import type { Dialect } from '../engine/dialect.js'
import type { EngineInfo, EnginesHost } from '../engine/engine-info.js'
import { calledAs, showEngine } from '../errors/engine-commands.js'
import { endpointOf } from '../errors/led-astray.js'
import type { EngineLook } from './choose-engine.js'

/** Where an engine is, as far as can be told: surely on the host that was asked, perhaps, or surely elsewhere. */
export type EnginePlace = { readonly own: boolean; readonly boot: string | null } | Trouble

/**
 * Compares an engine's own account of its host with the host that was asked. A client may be led elsewhere by a
 * context, by a variable or by a socket that is forwarded.
 */
export function placeOf(dialect: Dialect, look: EngineLook, asked: Section | undefined): EnginePlace {
  const [name = '', kernel = '', memory = '', boot = ''] = asked?.exitCode === 0 ? asked.stdout.split('\n') : []
  if (boot === '') return { own: false, boot: null }
  const host = { name, kernel, memory: kilobytes(memory) }
  const leadsElsewhere = isRemote(look.info, look.sections.get('endpoint'))
  const isNamesake = look.info.host.name === host.name
  if (isNamesake && leadsElsewhere === null) return { own: true, boot }
  if (isLikely(look.info.host, host) && (isNamesake || leadsElsewhere === null)) return { own: false, boot }
  return elsewhere(dialect, look, leadsElsewhere)
}

/** Whether the engine may run on this machine: name spaces have names of their own, but one kernel and one memory. */
function isLikely(engines: EnginesHost, asked: EnginesHost): boolean {
  return engines.kernel === asked.kernel && engines.memory === asked.memory
}

/** Where the client is led to, if that is another machine by its address; else null. */
function isRemote({ isRemote }: EngineInfo, section: Section | undefined): string | null {
  if (isRemote) return 'a remote service'
  const { address } = endpointOf(section)
  const [, scheme = '', host = ''] = /^(\w+):\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^:/]*)/.exec(address) ?? []
  if (!['tcp', 'http', 'https', 'ssh'].includes(scheme)) return null
  return /^(localhost|127\..*|\[::1\])$/.test(host) ? null : address
}

function elsewhere(dialect: Dialect, { reachedBy, info }: EngineLook, endpoint: string | null): Trouble {
  const by = { dialect, reachedBy }
  return {
    reason: `the engine that answers is not this host's: it says that its host is ${info.host.name}${endpoint === null ? '' : `, and is reached by ${endpoint}`}`,
    remedy: [
      `Let ${dialect.program} lead to the engine of its own host: no context, connection or variable of the login user (DOCKER_HOST, DOCKER_CONTEXT, CONTAINER_HOST) may name another. See which answers.`,
      showEngine({ engine: calledAs(by) }),
    ],
  }
}

function kilobytes(text: string): number | null {
  const [, number] = /^(\d+) kB$/.exec(text) ?? []
  return number === undefined ? null : Number(number)
}
