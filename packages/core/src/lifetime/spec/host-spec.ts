import { askedArgs } from '../../config/asked-args.js'
import type { ContainerConfig } from '../../config/index.js'
import type { ContainerSpec, DeviceSpec, ImageIdentity } from '../../contract/index.js'
import type { HostFacts, HostPath } from '../observe/host-facts.js'

/**
 * The devices that the container asks for by name and the host does not have. What cannot be told is not missing: the
 * engine, which may see more than the user who asked, decides.
 */
export function missingDevices({ runtime: { args } }: ContainerConfig, facts: HostFacts): string[] {
  const required = args.devices.filter(({ required }) => required).map(({ path }) => path)
  return notThere(required, facts)
}

/** The bind-mount sources that the host does not have, and that nobody is to make; as {@link missingDevices}. */
export function missingSources({ runtime: { args } }: ContainerConfig, facts: HostFacts): string[] {
  const mounts = args.volumes.filter((volume) => volume.kind === 'bind')
  const made = new Set(mounts.filter(({ create }) => create).map(({ source }) => source))
  return notThere(
    mounts.map(({ source }) => source).filter((source) => !made.has(source)),
    facts,
  )
}

/** The bind-mount sources that the host does not have, and that are to be made. */
export function sourcesToMake({ runtime: { args } }: ContainerConfig, facts: HostFacts): string[] {
  return notThere(
    args.volumes.flatMap((volume) => (volume.kind === 'bind' && volume.create ? [volume.source] : [])),
    facts,
  )
}

function notThere(paths: readonly string[], facts: HostFacts): string[] {
  return [...new Set(paths)].filter((path) => found(facts, path).length === 0 && !facts.hidden.has(path)).sort()
}

/**
 * The container to create on one host: default devices that the host lacks are left out, groups become the numbers that
 * own the host's devices.
 */
export function hostSpec(
  { name, runtime: { args } }: ContainerConfig,
  facts: HostFacts,
  image: ImageIdentity,
  labels: Readonly<Record<string, string>>,
): ContainerSpec {
  const { privileged, capAdd, securityOpt, ulimits, env, own } = args
  const devices = args.devices.flatMap(({ path, target, permissions }): DeviceSpec[] =>
    found(facts, path).map((match) => ({ path: match.path, target, permissions })),
  )
  const groupAdd = args.groupAdd.flatMap(({ group, ownerOf }) =>
    ownerOf.length === 0
      ? [group]
      : ownerOf.flatMap((path) => found(facts, path).flatMap(({ device, group: owner }) => (device ? [owner] : []))),
  )
  return {
    name,
    image,
    labels,
    env,
    ...askedArgs(args),
    privileged,
    devices,
    capAdd,
    securityOpt,
    groupAdd: [...new Set(groupAdd)],
    ulimits,
    own,
  }
}

function found(facts: HostFacts, pattern: string): readonly HostPath[] {
  return facts.paths.get(pattern) ?? []
}
