import type { GpusSpec, TmpfsSpec } from '../../../contract/index.js'
import type { Device, GroupToAdd, RuntimeArgs, Volume } from '../../model/cluster-config.js'
import type { EnvironmentInput, RuntimeArgsInput } from '../../model/cluster-file.js'
import { argsPath, ownArgs } from '../../model/file-keys.js'
import { copyJson } from '../copy-json.js'
import type { Resolution } from '../resolution.js'
import { resolveEnvironment } from '../resolve-environment.js'
import { parseDevice, parseTmpfs, parseVolume } from './mounts.js'
import { resolveShmSize } from './resolve-shm-size.js'
import { runtimeDefaults } from './runtime-defaults.js'

/** The default set with the file's arguments merged in: lists append, scalars replace, environments overlay. */
export function resolveArgs(
  args: RuntimeArgsInput,
  containerEnvironment: EnvironmentInput | null | undefined,
  resolution: Resolution,
): RuntimeArgs {
  const defaults = runtimeDefaults(args.defaults ?? 'rocm')
  const takenBy = new Map<string, string>()
  return {
    network: args.network ?? defaults.network,
    ipc: args.ipc ?? defaults.ipc,
    privileged: args.privileged ?? defaults.privileged,
    volumes: [...defaults.volumes, ...resolveVolumes(args.volumes, takenBy, resolution)],
    shmSize: resolveShmSize(args, args.ipc ?? defaults.ipc, resolution),
    tmpfs: resolveTmpfs(args.tmpfs, takenBy, resolution),
    workdir: args.workdir ?? defaults.workdir,
    hostname: args.hostname ?? defaults.hostname,
    pid: args.pid ?? defaults.pid,
    gpus: resolveGpus(args.gpus, defaults.gpus),
    entrypoint: args.entrypoint ?? defaults.entrypoint,
    extra: resolveExtra(args.extra, resolution),
    devices: mergeDevices(defaults.devices, listed(args.devices).map(parseDevice)),
    capAdd: unique([...defaults.capAdd, ...listed(args.cap_add).map(capability)]),
    securityOpt: mergeByName(defaults.securityOpt, listed(args.security_opt)),
    groupAdd: mergeGroups(defaults.groupAdd, listed(args.group_add).map(String)),
    ulimits: mergeByName(defaults.ulimits, listed(args.ulimit).map(withoutLimit)),
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

/** The runtime's own keys as they are given. No prototype: a key `constructor` that is not given is not there. */
function resolveOwn(args: RuntimeArgsInput, { keys, findings }: Resolution): RuntimeArgs['own'] {
  const own: Record<string, unknown> = Object.create(null)
  for (const [key, value] of Object.entries(ownArgs(args, keys))) {
    own[key] = copyJson(value, [...argsPath, key], findings)
  }
  return own
}

/** Has a place in the container taken by an argument; a finding where another one has it. */
function take(
  target: string,
  list: 'volumes' | 'tmpfs',
  index: number,
  takenBy: Map<string, string>,
  { findings }: Resolution,
): void {
  const other = takenBy.get(target)
  if (other === undefined) takenBy.set(target, `${list}/${index}`)
  else findings.add([...argsPath, list, index], `mounts on ${target}, as ${other} does; remove one of the two`)
}

function resolveVolumes(
  texts: RuntimeArgsInput['volumes'],
  takenBy: Map<string, string>,
  resolution: Resolution,
): Volume[] {
  return (texts ?? []).flatMap((text, index) => {
    if (text === undefined) return []
    const volume = parseVolume(text)
    const path = [...argsPath, 'volumes', index]
    take(volume.target, 'volumes', index, takenBy, resolution)
    if (volume.kind === 'volume' && volume.options?.split(',').includes('create')) {
      resolution.findings.add(
        path,
        'has create, which is for a path of the host: a volume is made anyway; remove create',
      )
    }
    return [volume]
  })
}

function resolveTmpfs(
  texts: RuntimeArgsInput['tmpfs'],
  takenBy: Map<string, string>,
  resolution: Resolution,
): TmpfsSpec[] {
  return (texts ?? []).flatMap((text: string | undefined, index) => {
    if (text === undefined) return []
    const folder = parseTmpfs(text)
    take(folder.target, 'tmpfs', index, takenBy, resolution)
    return [folder]
  })
}

function resolveGpus(gpus: RuntimeArgsInput['gpus'], usual: GpusSpec | null): GpusSpec | null {
  if (gpus === undefined) return usual
  if (typeof gpus === 'object') return unique(listed(gpus))
  return typeof gpus === 'number' ? gpus : 'all'
}

function resolveExtra(words: RuntimeArgsInput['extra'], resolution: Resolution): string[] {
  const extra = listed(words)
  if (extra.length > 0) {
    const message = `is passed to the engine word by word: Berth does not understand ${extra.join(' ')}, and checks nothing of it`
    resolution.warn('extra_not_understood', [...argsPath, 'extra'], message)
  }
  return extra
}

/** Engines know no limit as -1; one of the two words, so that they make no difference between specs. */
function withoutLimit(limit: string): string {
  return limit.replaceAll('unlimited', '-1')
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
