import {
  type BindMountSpec,
  type ContainerSpec,
  environmentLine,
  type GpusSpec,
  type TmpfsSpec,
} from '@berth/core/adapter'

/** The words after `enroot start` for a spec, but for the name and the environment. */
export function startArguments(spec: ContainerSpec): readonly string[] {
  return [
    '--root',
    '--rw',
    ...bindMounts(spec).flatMap((mount) => ['--mount', mountWord(mount)]),
    ...foldersInMemory(spec).flatMap((folder) => ['--mount', tmpfsWord(folder)]),
    ...spec.devices.flatMap(({ path, target }) => ['--mount', `${path}:${target ?? path}:none:x-create=auto,rbind`]),
    ...(spec.extra ?? []),
  ]
}

/** Paths on the host that must be there. */
export function pathsThatMustExist(spec: ContainerSpec): readonly string[] {
  return [...bindMounts(spec).map(({ source }) => source), ...spec.devices.map(({ path }) => path)]
}

/**
 * The container's environment, as the input of its launch, for every user of the host can read the words of a command:
 * first a line that exports all of it, whole, for each command in the container; then the lines for `enroot start`,
 * with which the hooks that set up GPUs see them. Variables of more than one line, which enroot would take apart, and
 * the shell, which enroot would start the container with, come with each command only.
 */
export function environmentInput({ env, gpus }: Pick<ContainerSpec, 'env' | 'gpus'>): string {
  const lines = Object.entries({ ...env, ...gpuVariables(gpus) })
    .filter(([name, value]) => name !== 'SHELL' && !value.includes('\n'))
    .map(([name, value]) => `${name}=${value}\n`)
  return `${environmentLine(env) || '\n'}${lines.join('')}`
}

/** By this variable the hook of NVIDIA's container library is told which GPUs to bring in. */
function gpuVariables(gpus: GpusSpec | undefined): Readonly<Record<string, string>> {
  if (gpus === undefined) return {}
  const names = typeof gpus === 'number' ? Array.from({ length: gpus }, (_, index) => String(index)) : [gpus].flat()
  return { NVIDIA_VISIBLE_DEVICES: names.join(',') }
}

/** The hooks of enroot without which a spec would not be what was asked for. */
export function hooksThatMustExist({ gpus }: Pick<ContainerSpec, 'gpus'>): readonly string[] {
  return gpus === undefined ? [] : ['98-nvidia.sh']
}

/** Settings of enroot that a spec decides in place of the host's `enroot.conf`, as variables. */
export function settingWords({ own: { mount_home: home, restrict_dev: dev } }: ContainerSpec): readonly string[] {
  return Object.entries({ ENROOT_MOUNT_HOME: home, ENROOT_RESTRICT_DEV: dev }).flatMap(([name, wanted]) =>
    wanted === undefined ? [] : [`${name}=${wanted === true ? 'yes' : 'no'}`],
  )
}

/** The flags of `prlimit` for the limits of a spec. */
export function limitFlags(spec: ContainerSpec): readonly string[] {
  return spec.ulimits.map((limit) => {
    const [name = '', values = ''] = limit.split('=')
    const [soft = '', hard = soft] = values.split(':').map((value) => (value === '-1' ? 'unlimited' : value))
    return `--${name}=${soft}:${hard}`
  })
}

/** Enroot has no volumes of its own: a spec with one is refused. */
function bindMounts({ volumes }: ContainerSpec): readonly BindMountSpec[] {
  return volumes.filter((volume) => volume.kind === 'bind')
}

/** Shared memory is the host's, unless it is to have a size of its own. */
function foldersInMemory({ ipc, shmSize, tmpfs = [] }: ContainerSpec): readonly TmpfsSpec[] {
  if (shmSize === undefined || ipc === 'host') return tmpfs
  return [...tmpfs, { target: '/dev/shm', options: `size=${shmSize},mode=1777` }]
}

function tmpfsWord({ target, options }: TmpfsSpec): string {
  return `tmpfs:${target}:tmpfs:${['x-create=dir', 'nosuid', 'nodev', ...(options?.split(',') ?? [])].join(',')}`
}

function mountWord({ source, target, options }: BindMountSpec): string {
  const words = (options ?? '').split(',').filter((word) => word !== '' && word !== 'bind' && word !== 'rbind')
  return `${source}:${target}:none:${['x-create=auto', 'rbind', ...words].join(',')}`
}
