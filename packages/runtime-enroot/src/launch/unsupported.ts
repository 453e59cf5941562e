import type { ContainerSpec, DeviceSpec, VolumeSpec } from '@berth/core/adapter'
import { argsProblems } from '../args-rules.js'

/**
 * The parts of a spec that enroot cannot do, each by name; empty if there are none. Parts that containers of enroot
 * have anyway are left out.
 */
export function unsupported(spec: ContainerSpec): readonly string[] {
  return [
    ...(spec.network === null || spec.network === 'host' ? [] : [`network ${spec.network}: only the host's`]),
    ...(spec.ipc === null || spec.ipc === 'host' ? [] : [`ipc ${spec.ipc}: only the host's`]),
    ...argsProblems(spec).map(({ path, message }) => `${path.join('/')}: ${message}`),
    ...spec.volumes.flatMap(unsupportedVolume),
    ...spec.devices.flatMap(unsupportedDevice),
    ...spec.securityOpt
      .filter(
        (option) =>
          !/^(seccomp|apparmor)[=:]unconfined$|^label[=:]disable$|^no-new-privileges([=:]true)?$/.test(option),
      )
      .map((option) => `security_opt ${option}: there is no confinement to configure`),
    ...spec.groupAdd
      .filter((group) => !/^\d+$/.test(group))
      .map((group) => `group_add ${group}: name the group by its number on the host`),
    ...spec.ulimits.filter((limit) => !/^[a-z]+=-?\d+(:-?\d+)?$/.test(limit)).map((limit) => `ulimit ${limit}`),
    ...Object.keys(spec.env)
      .filter((name) => !/^[A-Za-z_]\w*$/.test(name))
      .map((name) => `env ${name}: a name is of letters, digits and "_"`),
  ]
}

function unsupportedVolume(volume: VolumeSpec): readonly string[] {
  // The rules of the arguments tell of it.
  if (volume.kind === 'volume') return []
  const { source, target, options } = volume
  const words = (options ?? '').split(',').filter((word) => word !== '' && !mountOptions.has(word))
  return [...unmountable('volume', source, target), ...words.map((word) => `volume ${source}: the option ${word}`)]
}

function unsupportedDevice({ path, target, permissions }: DeviceSpec): readonly string[] {
  const restricted = permissions !== null && !/^(?=.*r)(?=.*w)/.test(permissions)
  return [
    ...unmountable('device', path, target ?? path),
    ...(restricted ? [`device ${path}: fewer permissions than the host gives (${permissions})`] : []),
  ]
}

/** Enroot splits a mount at white space and colons, and has no way to quote either. */
function unmountable(kind: string, source: string, target: string): readonly string[] {
  return [source, target]
    .filter((path) => /[\s:]/.test(path))
    .map((path) => `${kind} ${path}: a path with a space or a colon`)
}

/** Options of a bind mount that enroot knows by the same word. */
const mountOptions: ReadonlySet<string> = new Set([
  'ro',
  'rw',
  'private',
  'rprivate',
  'shared',
  'rshared',
  'slave',
  'rslave',
  'bind',
  'rbind',
  'nosuid',
  'nodev',
  'noexec',
])
