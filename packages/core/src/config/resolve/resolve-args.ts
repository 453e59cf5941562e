import type { Device, GroupToAdd, RuntimeArgs, Volume } from '../model/cluster-config.js'
import type { EnvironmentInput, RuntimeArgsInput } from '../model/cluster-file.js'
import { argsPath, ownArgs } from '../model/file-keys.js'
import { copyJson } from './copy-json.js'
import { parseDevice, parseVolume } from './mounts.js'
import type { Resolution } from './resolution.js'
import { resolveEnvironment } from './resolve-environment.js'
import { runtimeDefaults } from './runtime-defaults.js'

/** The default set with the file's arguments merged in: lists append, scalars replace, environments overlay. */
export function resolveArgs(
  args: RuntimeArgsInput,
  containerEnvironment: EnvironmentInput | null | undefined,
  resolution: Resolution,
): RuntimeArgs {
  const defaults = runtimeDefaults(args.defaults ?? 'rocm')
  return {
    network: args.network ?? defaults.network,
    ipc: args.ipc ?? defaults.ipc,
    privileged: args.privileged ?? defaults.privileged,
    volumes: [...defaults.volumes, ...resolveVolumes(args.volumes, resolution)],
    devices: mergeDevices(defaults.devices, listed(args.devices).map(parseDevice)),
    capAdd: unique([...defaults.capAdd, ...listed(args.cap_add).map(capability)]),
    securityOpt: mergeByName(defaults.securityOpt, listed(args.security_opt)),
    groupAdd: mergeGroups(defaults.groupAdd, listed(args.group_add).map(String)),
    ulimits: mergeByName(defaults.ulimits, listed(args.ulimit)),
    env: {
      ...defaults.env,
      ...resolveEnvironment(containerEnvironment, ['container', 'env'], resolution),
      ...resolveEnvironment(args.env, [...argsPath, 'env'], resolution),
    },
    own: resolveOwn(args, resolution),
  }
}

/** The items of a list. Items that were wrong are undefined and left out: they are reported already. */
function listed<Item>(items: readonly (Item | undefined)[] | null | undefined): Item[] {
  return (items ?? []).filter((item) => item !== undefined)
}

/** The runtime's own keys as they are given. */
function resolveOwn(args: RuntimeArgsInput, { keys, findings }: Resolution): RuntimeArgs['own'] {
  return Object.fromEntries(
    Object.entries(ownArgs(args, keys)).map(([key, value]) => [key, copyJson(value, [...argsPath, key], findings)]),
  )
}

function resolveVolumes(texts: readonly (string | undefined)[] | null | undefined, resolution: Resolution): Volume[] {
  const firstAt = new Map<string, number>()
  return (texts ?? []).flatMap((text, index) => {
    if (text === undefined) return []
    const volume = parseVolume(text)
    const first = firstAt.get(volume.target)
    if (first !== undefined) {
      const message = `mounts on ${volume.target}, as volumes/${first} does; remove one of the two`
      resolution.findings.add([...argsPath, 'volumes', index], message)
    }
    firstAt.set(volume.target, first ?? index)
    return [volume]
  })
}

/** A device of the default set that the file lists too is the file's: a host must have it. */
function mergeDevices(defaults: readonly Device[], devices: readonly Device[]): Device[] {
  const byPlace = new Map([...defaults, ...devices].map((device) => [`${device.path}:${device.target ?? ''}`, device]))
  return [...byPlace.values()]
}

/** A group of the default set stays as it is when the file lists it too: its number comes from the host. */
function mergeGroups(defaults: readonly GroupToAdd[], groups: readonly string[]): GroupToAdd[] {
  const added = unique(groups).filter((group) => !defaults.some((known) => known.group === group))
  return [...defaults, ...added.map((group) => ({ group, ownerOf: [] }))]
}

/** `name=value` options: the file's take the place of the default set's of the same name. */
function mergeByName(defaults: readonly string[], options: readonly string[]): string[] {
  const names = new Set(options.map(nameOf))
  return unique([...defaults.filter((option) => !names.has(nameOf(option))), ...options])
}

function nameOf(option: string): string {
  return option.split(/[=:]/, 1)[0] ?? option
}

function capability(name: string): string {
  return name.toUpperCase().replace(/^CAP_/, '')
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)]
}
