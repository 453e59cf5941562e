import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transportConformance } from '@berth/testkit'
import { type SshTarget, sshTransport } from '@berth/transport-ssh'
import { afterAll, beforeAll, describe } from 'vitest'
import { networkTestsAlone } from './network-tests-apart.js'
import { chainNetworks, type NetworkChain } from './networks.js'
import { canRunSshd, startNoisySshd, type TestSshd } from './sshd.js'

describe.runIf(canRunSshd)('through', () => {
  let networks: NetworkChain
  let sshds: readonly TestSshd[]
  beforeAll(async () => {
    networks = chainNetworks(3)
    const starting = networks.namespaces.map((namespace, index) =>
      startNoisySshd({ namespace, address: networks.addresses[index] ?? '' }),
    )
    sshds = await Promise.all(starting)
    const [edge] = sshds
    const key = readFileSync(`${edge?.options.privateKeyFile}.pub`, 'utf8')
    for (const { folder } of sshds) writeFileSync(join(folder, 'authorized_keys'), key)
  })
  afterAll(async () => {
    await Promise.all(sshds.map((sshd) => sshd.stop()))
    networks.remove()
  })

  /** Address of one of the three hosts, as the host before it sees it. */
  const at = (index: number): SshTarget => ({ port: sshds[index]?.port ?? 0, address: networks.addresses[index] ?? '' })

  // Beyond jump hosts a command runs as it does without: what is left to ask there is of the way.
  describe.each([
    ['one jump host', 1, 'edge'],
    ['two jump hosts', 2, 'edge,inner'],
  ])('%s', (_title, target, jump) => {
    transportConformance({
      test: networkTestsAlone,
      factory: () => {
        const others: Readonly<Record<string, SshTarget>> = { edge: at(0), inner: at(1) }
        const behind = (host: string): SshTarget => ({ ...at(target), ...(host === 'nowhere' && { port: 1 }), jump })
        return sshTransport({ ...sshds[0]?.options, hosts: (host) => others[host] ?? behind(host) })
      },
      hosts: ['one', 'two'],
      network: {
        unreachableHost: 'nowhere',
        connections: () => sshds[target]?.sessions().length ?? 0,
        cut: () => sshds[target]?.cut(),
      },
      execOnAll: false,
    })
  })
})
