import { existsSync, readdirSync, readFileSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { PODMAN_CGROUP } from './host/podman-files.js'

/**
 * The cgroups of the Podman containers that a testbed's hosts have, as paths below a hierarchy. Read from the hosts' own stores, for
 * they share one parent with every other Podman of the machine.
 */
export function podmanCgroups(layers: string): string[] {
  const hosts = join(layers, 'hosts')
  if (!existsSync(hosts)) return []
  return readdirSync(hosts).flatMap((host) => {
    const list = join(hosts, host, 'containers/storage/overlay-containers/containers.json')
    if (!existsSync(list)) return []
    const containers = JSON.parse(readFileSync(list, 'utf8')) as readonly { readonly id: string }[]
    return containers.map(({ id }) => join(PODMAN_CGROUP, `libpod-${id}`))
  })
}

/** Removes these cgroups, whose processes are dead, from every hierarchy that has them. */
export function removePodmanCgroups(cgroups: readonly string[]): void {
  const root = '/sys/fs/cgroup'
  if (!existsSync(root)) return
  for (const hierarchy of ['', ...readdirSync(root)]) {
    for (const cgroup of cgroups) {
      const folder = join(root, hierarchy, cgroup)
      if (existsSync(folder)) rmdirSync(folder)
    }
  }
}
