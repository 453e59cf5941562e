import { readFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import type { Testbed } from '../../contract/testbed.js'

/** Bits that go through a link in a second. */
const rate = '100mbit'

/**
 * Makes the links of the hosts, and of this machine to them, as slow as those of a management network. Gives what makes
 * them as they were.
 */
export async function slowLinks(
  testbed: Testbed,
  runHere: (program: string) => Promise<void>,
): Promise<() => Promise<void>> {
  const shape = (device: string): string =>
    `tc qdisc replace dev ${device} root tbf rate ${rate} burst 64kb latency 50ms`
  const bridge = bridgeOf(testbed)
  await runHere(shape(bridge))
  for (const host of testbed.hosts) await testbed.run(host, shape('eth0'))
  return async () => {
    await runHere(`tc qdisc del dev ${bridge} root`)
    for (const host of testbed.hosts) await testbed.run(host, 'tc qdisc del dev eth0 root')
  }
}

/** Bytes that this machine has sent to the hosts of a testbed so far, by the interface's own count. */
export async function sentToHosts(testbed: Testbed): Promise<number> {
  return Number(await readFile(`/sys/class/net/${bridgeOf(testbed)}/statistics/tx_bytes`, 'utf8'))
}

function bridgeOf({ hosts }: Testbed): string {
  const subnet = hosts[0]?.address.replace(/\d+$/, '') ?? ''
  const [bridge] =
    Object.entries(networkInterfaces()).find(([, addresses = []]) =>
      addresses.some(({ address }) => address.startsWith(subnet)),
    ) ?? []
  if (bridge === undefined) throw new Error(`no interface of this machine leads to ${subnet}`)
  return bridge
}
