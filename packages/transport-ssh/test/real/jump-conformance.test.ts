import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ConformanceTest, transportConformance } from '@berth/testkit'
import { type SshTarget, sshTransport } from '@berth/transport-ssh'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { chainNetworks, type NetworkChain } from './networks.js'
import { canRunSshd, startSshd, type TestSshd } from './sshd.js'

/** Tests that count or cut connections run by themselves, all others at once. */
const apart: ConformanceTest = Object.assign(
  (...[name, options, body]: Parameters<ConformanceTest>) =>
    (/connect/.test(name) ? test : test.concurrent)(name, options, body),
  { skip: test.skip },
)

describe.runIf(canRunSshd)('through two jump hosts', () => {
  let networks: NetworkChain
  let sshds: readonly TestSshd[]
  beforeAll(async () => {
    networks = chainNetworks(3)
    const starting = networks.namespaces.map((namespace, index) =>
      startSshd({ namespace, address: networks.addresses[index] ?? '' }),
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

  const targetSessions = (): readonly number[] => sshds[2]?.sessions() ?? []
  transportConformance({
    test: apart,
    factory: () => {
      const [edge, inner, target] = sshds.map(({ port }, index) => ({ port, address: networks.addresses[index] ?? '' }))
      if (edge === undefined || inner === undefined || target === undefined) throw new TypeError('There are three')
      const others: Readonly<Record<string, SshTarget>> = { edge, inner }
      const behind = (host: string): SshTarget => ({
        ...target,
        ...(host === 'nowhere' && { port: 1 }),
        jump: 'edge,inner',
      })
      return sshTransport({ ...sshds[0]?.options, hosts: (host) => others[host] ?? behind(host) })
    },
    hosts: ['one', 'two'],
    network: {
      unreachableHost: 'nowhere',
      connections: () => targetSessions().length,
      cut: () => {
        for (const session of targetSessions()) process.kill(session, 'SIGKILL')
      },
    },
    execOnAll: false,
  })
})
