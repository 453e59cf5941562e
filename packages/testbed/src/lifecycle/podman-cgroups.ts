import { existsSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PODMAN_CGROUP } from '../host/podman-files.js'

/**
 * The cgroups of the Podman containers that a host has, as paths below a hierarchy. Read from the host's own store, for
 * they share one parent with every other Podman of the machine.
 */
export function podmanCgroups(layers: string, host: string): string[] {
  const list = join(layers, 'hosts', host, 'containers/storage/overlay-containers/containers.json')
  if (!existsSync(list)) return []
  const containers = JSON.parse(readFileSync(list, 'utf8')) as readonly { readonly id: string }[]
  return containers.map(({ id }) => join(PODMAN_CGROUP, `libpod-${id}`))
}

/** Lets paused containers run again: where cgroups are of version 1, frozen processes cannot even be killed. */
export function thawPodman(cgroups: readonly string[]): void {
  for (const cgroup of cgroups) {
    const state = join('/sys/fs/cgroup/freezer', cgroup, 'freezer.state')
    if (existsSync(state)) writeFileSync(state, 'THAWED')
  }
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
