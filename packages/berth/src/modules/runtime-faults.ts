import type { ContainerRuntime } from '@berth/core'
import { defineCapabilities } from '@berth/core/adapter'

/** What keeps a value from being a runtime, each fault with the member that has it; none where it is one. */
export function runtimeFaults(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`it is ${kindOf(value)}, and no runtime`]
  const faults = Object.entries(members).flatMap(([member, { kind, optional }]) => {
    const actual = kindOf(Reflect.get(value, member))
    if (actual === kind || (optional && actual === 'nothing')) return []
    return [actual === 'nothing' ? `${member} is missing` : `${member} is ${actual}, and not ${kind}`]
  })
  return [...faults, ...capabilityFaults(Reflect.get(value, 'capabilities'))]
}

/** The members of a runtime by their kinds. */
const members: {
  readonly [Member in keyof Required<ContainerRuntime>]: { readonly kind: string; readonly optional?: true }
} = {
  name: { kind: 'a text' },
  capabilities: { kind: 'an object' },
  argsSchema: { kind: 'an object', optional: true },
  rules: { kind: 'an object', optional: true },
  observe: { kind: 'a function' },
  ensureImage: { kind: 'a function' },
  lookForParts: { kind: 'a function', optional: true },
  loadParts: { kind: 'a function', optional: true },
  saveImage: { kind: 'a function', optional: true },
  saveContainer: { kind: 'a function', optional: true },
  launch: { kind: 'a function' },
  restart: { kind: 'a function' },
  remove: { kind: 'a function' },
  exec: { kind: 'a function' },
  list: { kind: 'a function' },
  inventory: { kind: 'a function', optional: true },
  removeParts: { kind: 'a function', optional: true },
}

/** One that is not said has a default. */
function capabilityFaults(capabilities: unknown): readonly string[] {
  if (typeof capabilities !== 'object' || capabilities === null) return []
  return Object.entries(defineCapabilities()).flatMap(([name, usual]) => {
    const [actual, wanted] = [kindOf(Reflect.get(capabilities, name)), kindOf(usual)]
    return actual === 'nothing' || actual === wanted ? [] : [`capabilities.${name} is ${actual}, and not ${wanted}`]
  })
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  const kinds: Readonly<Record<string, string>> = { string: 'a text', function: 'a function', object: 'an object' }
  return kinds[typeof value] ?? `a ${typeof value}`
}
