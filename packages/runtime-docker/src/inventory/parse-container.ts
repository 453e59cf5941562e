import {
  type InsideView,
  type InventoriedContainer,
  type JsonObject,
  objectOf,
  parseObject,
  type Section,
  stringMapOf,
  stringOf,
} from '@berth/core/adapter'
import { isContainerId } from '../containers/container-id.js'
import type { Called } from '../errors/engine-commands.js'
import { engineSaid } from '../errors/engine-words.js'
import { stateMeaning } from '../observe/container-state.js'

/** Reads the line of a container; null where something is missing in it. `sections` have what is inside. */
export function parseContainer(
  line: string,
  by: Called,
  sections: ReadonlyMap<string, Section>,
): InventoriedContainer | null {
  const told = parseObject(line.slice(line.indexOf('{')))
  const [config, state] = [objectOf(told?.Config), objectOf(told?.State)]
  const [id, name] = [stringOf(told?.Id), stringOf(told?.Name)?.replace(/^\//, '')]
  const [createdAt, labels] = [stringOf(told?.Created), stringMapOf(config?.Labels)]
  if (
    told === null ||
    id === null ||
    !isContainerId(id) ||
    !name ||
    createdAt === null ||
    labels === null ||
    state === null
  )
    return null
  const meaning = stateMeaning(told, name, by)
  const startedAt = stringOf(state.StartedAt)
  const entry = {
    ...{ id, name, labels, createdAt },
    startedAt: startedAt?.startsWith('0001-') === true ? null : startedAt,
    imageReference: stringOf(config?.Image) ?? '',
    devices: devicesOf(objectOf(told.HostConfig)),
  }
  if (typeof meaning !== 'string') return { ...entry, state: 'unknown', reason: meaning.reason, inside: null }
  const launched = meaning === 'running' && 'berth.launch' in labels
  return { ...entry, state: meaning, inside: launched ? insideOf(sections.get(`inside.${id}`)) : null }
}

/** Each device once, in the engine's order. */
function devicesOf(host: JsonObject | null): InventoriedContainer['devices'] {
  if (host?.Privileged === true) return 'all'
  const devices: readonly unknown[] = Array.isArray(host?.Devices) ? host.Devices : []
  return [...new Set(devices.flatMap((device) => stringOf(objectOf(device)?.PathOnHost) ?? []))]
}

function insideOf(section: Section | undefined): InsideView {
  if (section === undefined) return { unreadable: 'nobody looked: it did not run yet' }
  const { exitCode, stdout, stderr } = section
  if (exitCode === 0) return { text: stdout }
  if (exitCode === 124 || exitCode === 137) return { unreadable: 'it did not answer in time' }
  return { unreadable: engineSaid(stderr) || stdout.trim() || `exit code ${exitCode}` }
}
