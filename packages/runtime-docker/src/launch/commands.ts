import { type ContainerSpec, type DeviceSpec, leasedInit, type TmpfsSpec } from '@berth/core/adapter'
import { type MountDialect, mountFlags } from './mounts.js'

/**
 * What a container runs in place of its image's entrypoint: nothing, for ever, and an end at once when it is told to.
 * One whose sleep is killed sleeps again; one whose image has no sleep waits for a shell that stops itself.
 */
export const sleepingInit = `trap 'exit 0' TERM INT
while :; do sleep 2147483647 & wait $! || [ $? -gt 128 ] || { /bin/sh -c 'kill -STOP $$' & wait $!; }; done`

/** What the sleeping init prints first, where it is the command of an image's own entrypoint. */
export const readyLine = 'berth: ready'

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
    ...sharedMemoryFlags(spec),
    ...valueFlag('--pid', spec.pid),
    ...valueFlag('--hostname', spec.hostname),
    ...valueFlag('--workdir', spec.workdir),
    ...spec.devices.flatMap((device) => ['--device', deviceWord(device)]),
    ...spec.capAdd.flatMap((capability) => ['--cap-add', capability]),
    ...spec.securityOpt.flatMap((option) => ['--security-opt', option]),
    ...spec.groupAdd.flatMap((group) => ['--group-add', group]),
    ...spec.ulimits.flatMap((limit) => ['--ulimit', limit]),
    ...spec.volumes.flatMap((volume) => mountFlags(volume, dialect).argv),
    ...(spec.tmpfs ?? []).flatMap((folder) => ['--tmpfs', tmpfsWord(folder)]),
    // A volume without a name: no commit takes it along, and it goes with the container.
    ...(spec.foldersApart ?? []).flatMap((folder) => ['--mount', `type=volume,target=${folder}`]),
    ...environmentFlags,
    ...Object.entries(spec.labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]),
    ...(spec.extra ?? []),
    ...initWords(spec),
  ]
}

/**
 * The image, and what runs of it. An image's health check is of the program in whose place the sleeping init runs: it
 * would fail for ever, at the cost of a process every few seconds, beside what is measured.
 */
function initWords(spec: ContainerSpec): readonly string[] {
  const { image, entrypoint, lease, extra = [] } = spec
  const { program, words } = lease === undefined ? { program: sleepingInit, words: [] } : leasedInit(spec, lease)
  if (entrypoint === 'keep') return [image.id, '/bin/sh', '-c', `echo '${readyLine}'; ${program}`, ...words]
  const asksForHealth = extra.some((word) => word.startsWith('--health'))
  return [...(asksForHealth ? [] : ['--no-healthcheck']), '--entrypoint', '/bin/sh', image.id, '-c', program, ...words]
}

/** Podman refuses a size where the container has the host's memory, for which Docker has no use. */
function sharedMemoryFlags({ ipc, shmSize }: ContainerSpec): readonly string[] {
  return shmSize === undefined || ipc === 'host' ? [] : ['--shm-size', String(shmSize)]
}

function valueFlag(flag: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [flag, value]
}

function tmpfsWord({ target, options }: TmpfsSpec): string {
  return options === null ? target : `${target}:${options}`
}

/** Paths on the host that the engine would make if they were missing. */
export function pathsThatMustExist(spec: ContainerSpec, dialect: MountDialect): readonly string[] {
  return spec.volumes.flatMap((volume) => mountFlags(volume, dialect).mustExist ?? [])
}

function deviceWord({ path, target, permissions }: DeviceSpec): string {
  if (permissions !== null) return `${path}:${target ?? path}:${permissions}`
  return target === null ? path : `${path}:${target}`
}
