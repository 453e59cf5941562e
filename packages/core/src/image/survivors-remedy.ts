import type { ImageIdentity, UnreadableImage } from '../contract/index.js'
import { sortHosts } from '../errors/hosts/sort-hosts.js'

/**
 * How hosts come by the very image that containers elsewhere run, where no registry has that image any more: a tag that
 * moved is not brought back by pulling again. Takes the images of the hosts that have that image.
 */
export function survivorsRemedy(
  reference: string,
  survivors: ReadonlyMap<string, ImageIdentity | UnreadableImage>,
): string {
  const [host = ''] = sortHosts(survivors.keys())
  const image = survivors.get(host)
  const named = image !== undefined && 'id' in image ? `${image.id} (tagged as ${reference})` : reference
  return `On ${host}, save the image that its container runs, ${named}, to an archive; copy it to the hosts that have another or none, and load it there.`
}
