import type { TestbedUser } from '../contract/users.js'
import { SHIM_PATH } from './dockerd-command.js'

/** The cgroup, on the machine, under which rootful Podman puts the containers of all hosts; Podman takes no other. */
export const PODMAN_CGROUP = '/libpod_parent'

/**
 * The files that every host has for Podman. Podman's own default runtime is crun, which refuses the mixed cgroups of
 * some machines: here it is runc, as for Docker, through the shim where that is needed. Hosts have nothing of systemd
 * for Podman.
 */
export function podmanFiles(users: readonly TestbedUser[], shim: boolean): [path: string, text: string][] {
  return [
    ['etc/containers/storage.conf', STORAGE],
    ['etc/containers/containers.conf', containers(shim)],
    ['etc/containers/registries.conf', ''],
    ['etc/subuid', subordinateIds(users)],
    ['etc/subgid', subordinateIds(users)],
  ]
}

const STORAGE = `[storage]
driver = "overlay"
runroot = "/run/containers/storage"
graphroot = "/var/lib/containers/storage"
`

function containers(shim: boolean): string {
  return `[containers]
default_ulimits = []
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
${shim ? `[engine.runtimes]\nrunc = ["${SHIM_PATH}"]\n` : ''}`
}

/** 65,536 ids for each user who has an engine of their own. */
function subordinateIds(users: readonly TestbedUser[]): string {
  return users
    .filter(({ rootless }) => rootless)
    .map(({ name }, index) => `${name}:${1_000_000 + index * 65_536}:65536\n`)
    .join('')
}
