import { type BindMountSpec, type ContainerSpec, environmentLine } from '@berth/core/adapter'

/** The words after `enroot start` for a spec, but for the name and the environment. */
export function startArguments(spec: ContainerSpec): readonly string[] {
  return [
    '--root',
    '--rw',
    ...bindMounts(spec).flatMap((mount) => ['--mount', mountWord(mount)]),
    ...spec.devices.flatMap(({ path, target }) => ['--mount', `${path}:${target ?? path}:none:x-create=auto,rbind`]),
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
export function environmentInput({ env }: Pick<ContainerSpec, 'env'>): string {
  const lines = Object.entries(env)
    .filter(([name, value]) => name !== 'SHELL' && !value.includes('\n'))
    .map(([name, value]) => `${name}=${value}\n`)
  return `${environmentLine(env) || '\n'}${lines.join('')}`
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

function mountWord({ source, target, options }: BindMountSpec): string {
  const words = (options ?? '').split(',').filter((word) => word !== '' && word !== 'bind' && word !== 'rbind')
  return `${source}:${target}:none:${['x-create=auto', 'rbind', ...words].join(',')}`
}
