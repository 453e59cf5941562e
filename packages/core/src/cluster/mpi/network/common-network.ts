import { isIPv4 } from 'node:net'
import { type LinkedNetwork, prefixMask } from './routes.js'

/** A network that MPI is to use. */
export interface MpiNetwork {
  /** The network as an address and the bits of its prefix, `10.1.0.0/24`; null where only an interface is known. */
  readonly cidr: string | null
  /** An interface, by its name on the launching host; null where only the network is known. */
  readonly interface: string | null
}

/**
 * The smallest of a host's networks that all of these addresses are in, so that MPI does not try others, as those of
 * container bridges, which are the same on each host and lead to no other. Null where there is none, or an address is
 * a name: then the choice is MPI's own.
 */
export function commonNetwork(networks: readonly LinkedNetwork[], addresses: readonly string[]): MpiNetwork | null {
  const numbers = addresses.map((address) => (isIPv4(address) ? numberOf(address) : null))
  const [best] = networks
    .filter(({ address, bits }) =>
      numbers.every((number) => number !== null && (number & prefixMask(bits)) >>> 0 === address),
    )
    .sort((a, b) => b.bits - a.bits)
  return best === undefined ? null : { cidr: cidrOf(best), interface: best.interface }
}

/**
 * The network that a caller names: an interface, or an address with the bits of its prefix, which is one of the host's
 * own networks or leaves its interface unknown.
 */
export function namedNetwork(networks: readonly LinkedNetwork[], text: string): MpiNetwork {
  if (!text.includes('/')) return { cidr: null, interface: text }
  const own = networks.find((network) => cidrOf(network) === text)
  return { cidr: text, interface: own?.interface ?? null }
}

function cidrOf({ address, bits }: LinkedNetwork): string {
  return `${textOf(address)}/${bits}`
}

function numberOf(address: string): number {
  return Buffer.from(address.split('.').map(Number)).readUInt32BE()
}

function textOf(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.')
}
