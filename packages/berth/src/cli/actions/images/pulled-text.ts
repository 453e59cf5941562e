import { describeIdentity, groupHosts, hostsText, type PulledImage, printable } from '@berth/core'
import { continued } from '../../show/continued.js'

/** The image of each host, for people; hosts that have the same, and had it or got it, share a line. */
export function pulledText(images: ReadonlyMap<string, PulledImage>): string {
  const texts = new Map(
    [...images].map(([host, { identity, changed }]) => [
      host,
      `${changed ? 'present now' : 'there already'} (${describeIdentity(identity)})`,
    ]),
  )
  return groupHosts(texts)
    .map(({ hosts, value }) => `${hostsText(hosts)}: ${continued(printable(value))}\n`)
    .join('')
}
