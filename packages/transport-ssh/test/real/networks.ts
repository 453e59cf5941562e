import { execFileSync } from 'node:child_process'
import { randomInt } from 'node:crypto'

/**
 * Network namespaces in a row: each sees the one before it and the one after it, and nothing else; this process sees
 * the first.
 */
export interface NetworkChain {
  /** Names, the nearest first. */
  readonly namespaces: readonly string[]
  /** The address of each namespace, as the namespace before it sees it. */
  readonly addresses: readonly string[]
  /** The interface by which the namespace before it sees each namespace. */
  readonly interfaces: readonly string[]
  remove(): void
}

/** Makes such a row. Needs root. */
export function chainNetworks(count: number): NetworkChain {
  // Of the addresses for networks between others (RFC 6598), so that neither another row nor this machine's network has
  // them.
  const id = randomInt(64 * 256)
  const network = `100.${64 + Math.floor(id / 256)}.${id % 256}`
  const name = (index: number): string => `berth-jump-${id}-${index}`
  const namespaces = Array.from({ length: count }, (_, index) => name(index))
  const ip = (words: string): void => void execFileSync('ip', words.split(' '))
  const inNamespace = (index: number): string => (index < 0 ? '' : `-n ${name(index)} `)
  const interfaces = namespaces.map((_, index) => `bj${id}o${index}`)
  const addresses = namespaces.map((namespace, index) => {
    const [outer, inner] = [interfaces[index], `bj${id}i${index}`]
    ip(`netns add ${namespace}`)
    ip(`-n ${namespace} link set lo up`)
    ip(`${inNamespace(index - 1)}link add ${outer} type veth peer name ${inner} netns ${namespace}`)
    ip(`${inNamespace(index - 1)}addr add ${network}.${4 * index + 1}/30 dev ${outer}`)
    ip(`${inNamespace(index - 1)}link set ${outer} up`)
    const address = `${network}.${4 * index + 2}`
    ip(`${inNamespace(index)}addr add ${address}/30 dev ${inner}`)
    ip(`${inNamespace(index)}link set ${inner} up`)
    return address
  })
  return {
    namespaces,
    addresses,
    interfaces,
    remove: () => {
      for (const namespace of namespaces) ip(`netns del ${namespace}`)
    },
  }
}
