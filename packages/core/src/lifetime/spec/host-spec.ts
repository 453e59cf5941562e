import type { ContainerConfig } from '../../config/index.js'
import type { ContainerSpec, DeviceSpec, ImageIdentity } from '../../contract/index.js'
import type { HostFacts, HostPath } from '../observe/host-facts.js'

/**
 * The paths that the container asks for by name and the host does not have. What cannot be told is not missing: the
 * engine, which may see more than the user who asked, decides.
 */
export function missingPaths({ runtime: { args } }: ContainerConfig, facts: HostFacts): string[] {
  const wanted = [
    ...args.devices.filter(({ required }) => required).map(({ path }) => path),
    ...args.volumes.map(({ source }) => source),
  ]
  return [...new Set(wanted)].filter((path) => found(facts, path).length === 0 && !facts.hidden.has(path)).sort()
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
  const { network, ipc, privileged, volumes, capAdd, securityOpt, ulimits, env, own } = args
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
    network,
    ipc,
    privileged,
    volumes,
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
