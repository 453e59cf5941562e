import type { ContainerSpec, DeviceSpec } from '@berth/core/adapter'
import { type MountDialect, mountFlags } from './mounts.js'

/**
 * What a container runs in place of its image's entrypoint: nothing, for ever, and an end at once when it is told to.
 * An image without sleep gets a shell that stops itself.
 */
export const sleepingInit = "trap 'exit 0' TERM INT; while :; do sleep 2147483647 & wait $! || kill -STOP $$; done"

/**
 * The words after `docker create [--init]` for a spec, and for its environment, which has no values in them. Nothing is
 * pulled: the image was made present before.
 */
export function createArguments(
  spec: ContainerSpec,
  dialect: MountDialect,
  environmentFlags: readonly string[],
): readonly string[] {
  return [
    '--name',
    spec.name,
    '--pull=never',
    ...(spec.privileged ? ['--privileged'] : []),
    ...(spec.network === null ? [] : ['--network', spec.network]),
    ...(spec.ipc === null ? [] : ['--ipc', spec.ipc]),
    ...spec.devices.flatMap((device) => ['--device', deviceWord(device)]),
    ...spec.capAdd.flatMap((capability) => ['--cap-add', capability]),
    ...spec.securityOpt.flatMap((option) => ['--security-opt', option]),
    ...spec.groupAdd.flatMap((group) => ['--group-add', group]),
    ...spec.ulimits.flatMap((limit) => ['--ulimit', limit]),
    ...spec.volumes.flatMap((volume) => mountFlags(volume, dialect).argv),
    // A volume without a name: no commit takes it along, and it goes with the container.
    ...(spec.foldersApart ?? []).flatMap((folder) => ['--mount', `type=volume,target=${folder}`]),
    ...environmentFlags,
    ...Object.entries(spec.labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]),
    '--entrypoint',
    '/bin/sh',
    spec.image.id,
    '-c',
    sleepingInit,
  ]
}

/** Paths on the host that the engine would make if they were missing. */
export function pathsThatMustExist(spec: ContainerSpec, dialect: MountDialect): readonly string[] {
  return spec.volumes.flatMap((volume) => mountFlags(volume, dialect).mustExist ?? [])
}

function deviceWord({ path, target, permissions }: DeviceSpec): string {
  if (permissions !== null) return `${path}:${target ?? path}:${permissions}`
  return target === null ? path : `${path}:${target}`
}
