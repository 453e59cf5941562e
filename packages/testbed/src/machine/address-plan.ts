import { TestbedError } from '../contract/testbed-error.js'

/** Names and addresses of one testbed host. */
export interface HostPlan {
  /** Hostname, `h1` … `hN`. */
  readonly name: string
  /** IPv4 address on the testbed's bridge. */
  readonly address: string
  /** Name, on the machine, of the bridge's end of the host's cable. */
  readonly port: string
  /** Hardware address: fixed, so that a rebooted host is found at once by those who knew it. */
  readonly mac: string
}

/** Names and addresses of one testbed: a function of its subnet number and of the number of hosts alone. */
export interface AddressPlan {
  /** The subnet, such as `10.77.3.0/24`. */
  readonly subnet: string
  /** The machine's own address on the bridge. */
  readonly gateway: string
  /** Name of the bridge on the machine. */
  readonly bridge: string
  /** The hosts in order. */
  readonly hosts: readonly HostPlan[]
}

/** The most hosts one testbed may have: they share one /24. */
export const MAX_HOSTS = 240

/** Lays out testbed number `subnetNumber` (0 to 255) with `hostCount` hosts: `h1` gets 10.77.X.11. */
export function planAddresses(subnetNumber: number, hostCount: number): AddressPlan {
  if (!Number.isInteger(hostCount) || hostCount < 1 || hostCount > MAX_HOSTS) {
    throw new TestbedError(`A testbed has 1 to ${MAX_HOSTS} hosts, not ${hostCount}.`)
  }
  const prefix = `10.77.${subnetNumber}`
  return {
    subnet: `${prefix}.0/24`,
    gateway: `${prefix}.1`,
    bridge: `btb${subnetNumber}`,
    hosts: Array.from({ length: hostCount }, (_, index) => ({
      name: `h${index + 1}`,
      address: `${prefix}.${index + 11}`,
      port: `btb${subnetNumber}h${index + 1}`,
      mac: `02:42:0a:4d:${byte(subnetNumber)}:${byte(index + 11)}`,
    })),
  }
}

const byte = (value: number): string => value.toString(16).padStart(2, '0')

/**
 * The subnet numbers that a testbed of this name tries, in order. `default` starts at 0; any other name starts at a
 * number derived from the name, so that its addresses are the same from run to run unless something else holds them.
 */
export function subnetCandidates(name: string): number[] {
  let hash = 0
  if (name !== 'default') for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 254
  const first = name === 'default' ? 0 : hash + 1
  return Array.from({ length: 256 }, (_, step) => (first + step) % 256)
}
