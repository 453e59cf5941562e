import type { ConfigPath } from '../model/path.js'
import { type PastedHost, readPastedHost } from './pasted-host.js'

/**
 * What to write in the place of a text that is no address, as hostfiles and command lines have it: `root@a`, `a:22`,
 * `[::1]:22`, `a slots=8`, `n[1-3`. Undefined where nothing can be told.
 */
export function describeHostForm(text: string, path: ConfigPath): string | undefined {
  const trimmed = text.trim()
  if (trimmed.length > longest) return undefined
  const network = /^(\d+\.\d+\.\d+)\.\d+\/\d+$/.exec(trimmed)?.[1]
  if (network !== undefined) return `a network is no host; write its hosts, as in "${network}.[1-20]"`
  if (hasOddBracket(trimmed)) return describeBracket(trimmed)
  const several = trimmed.split(/[\s,;]+/).filter((word) => word !== '')
  const pasted = readPastedHost(trimmed)
  if (several.length > 1 && (pasted === undefined || !pasted.words.every((word) => /[=:]/.test(word)))) {
    return `write each host as one of its own: ${several.map((word) => JSON.stringify(word)).join(', ')}`
  }
  return pasted === undefined ? undefined : describeParts(pasted, path)
}

/** Characters of a text that can be said to be written otherwise. */
const longest = 1000

function hasOddBracket(text: string): boolean {
  return /[[\]]/.test(text.replace(/\[[^[\]]*\]/g, ''))
}

function describeBracket(text: string): string {
  const meant = /^[^[\]]*\[[\d,/-]+$/.test(text) ? `; write "${text}]"` : ''
  return `a bracket has no partner${meant}`
}

function describeParts({ name, address, user, port, words }: PastedHost, path: ConfigPath): string {
  const keys = {
    ...(address !== undefined && { address }),
    ...(user !== undefined && { user }),
    ...(port !== undefined && { port }),
  }
  const left = words.length === 0 ? '' : `; what "${words.join(' ')}" says, Berth does not read`
  const beside = Object.entries(keys).map(([key, value]) => `"${key}": ${JSON.stringify(value)}`)
  return `write ${written(name, beside, path)}${left}`
}

/** A host and the keys beside it, in the form of the place that it stands at. */
function written(name: string, beside: readonly string[], path: ConfigPath): string {
  const [place, , key] = path
  const quoted = JSON.stringify(name)
  if (place !== 'node_dict') return quoted
  if (key === undefined) return beside.length === 0 ? quoted : `${quoted}: { ${beside.join(', ')} }`
  const takesKeys = key === 'mgmt_ip' || (key === 'address' && beside.length > 0)
  return [`"${key}": ${quoted}`, ...(takesKeys ? beside : [])].join(', ')
}
