import { killAndWait, type ProcessIdentity } from '../state/process-identity.js'
import { podmanCgroups, removePodmanCgroups, thawPodman } from './podman-cgroups.js'

/**
 * Ends hosts with all that they run, as a power cut does. The cgroups that Podman made outside of the hosts go too; the
 * hosts' files stay.
 */
export async function killHosts(
  layers: string,
  hosts: readonly { readonly name: string; readonly init: ProcessIdentity | null | undefined }[],
): Promise<void> {
  const cgroups = hosts.flatMap(({ name }) => podmanCgroups(layers, name))
  thawPodman(cgroups)
  await Promise.all(hosts.map(({ init }) => init && killAndWait(init)))
  removePodmanCgroups(cgroups)
}
