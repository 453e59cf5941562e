import { execFileSync } from 'node:child_process'

/** Network namespaces in a row: each sees the one before it and the one after it, and nothing else; this process sees the first. */
export interface NetworkChain {
  /** Names, the nearest first. */
  readonly namespaces: readonly string[]
  /** The address of each, as the one before it sees it. */
  readonly addresses: readonly string[]
  remove(): void
}

/** Makes such a row. Needs root. */
export function chainNetworks(count: number): NetworkChain {
  const name = (index: number): string => `berth-jump-${process.pid}-${index}`
  const namespaces = Array.from({ length: count }, (_, index) => name(index))
  const network = `10.79.${process.pid % 256}`
  const ip = (words: string): void => void execFileSync('ip', words.split(' '))
  const inNamespace = (index: number): string => (index < 0 ? '' : `-n ${name(index)} `)
  const addresses = namespaces.map((namespace, index) => {
    const [outer, inner] = [`bj${process.pid % 100_000}o${index}`, `bj${process.pid % 100_000}i${index}`]
    ip(`netns add ${namespace}`)
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
    remove: () => {
      for (const namespace of namespaces) ip(`netns del ${namespace}`)
    },
  }
}
