import { type ContainerSpec, quote, type Trouble } from '@berth/core/adapter'

/** Labels as they stand in a metadata file, one to a line, where `grep -x` finds them. */
export function labelLines(labels: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(labels).map(([name, value]) => JSON.stringify({ [name]: value }))
}

/** What is kept of a spec beside a sandbox: its metadata, and a shell program that mounts its volumes. */
export function filesOf(id: string, { name, image, labels, volumes }: ContainerSpec): readonly string[] {
  const mounts = volumes.flatMap((one) =>
    one.kind === 'bind' ? [`bind ${quote(one.source)} ${quote(one.target)} ${one.options ?? 'rw'}`] : [],
  )
  const metadata = [...labelLines(labels), JSON.stringify({ id, name, image: image.id })]
  return [metadata.join('\n'), mounts.join('\n')]
}

/** A shell program that sets the environment. It travels as standard input, where no list of processes shows it. */
export function environmentOf({ env }: ContainerSpec): string {
  return Object.entries(env).reduce((lines, [name, value]) => `${lines}export ${name}=${quote(value)}\n`, '')
}

/** What a spec asks for and a sandbox does not have. Every device and every capability is there anyway. */
export function refusedBy(spec: ContainerSpec): Trouble | null {
  const can = {
    network: spec.network === null || spec.network === 'host',
    ipc: spec.ipc === null || spec.ipc === 'host',
    volumes: spec.volumes.every(({ kind, options }) => kind === 'bind' && /^(ro|rw)$/.test(options ?? 'rw')),
    devices: spec.devices.every(({ path, target }) => target === null || target === path),
    security_opt: spec.securityOpt.every((option) => option.endsWith('unconfined')),
    group_add: spec.groupAdd.length === 0,
    ulimit: spec.ulimits.length === 0,
  }
  const refused = Object.entries(can).flatMap(([key, able]) => (able ? [] : [key]))
  if (refused.length === 0) return null
  return { reason: `sandboxes cannot do this ${refused.join(', ')}`, remedy: 'Change it in container.runtime.args.' }
}
