import { Cluster, type ClusterConfig } from '@berth/core'
import { dockerRuntime } from '@berth/runtime-docker'
import { sshTransport } from '@berth/transport-ssh'
import { afterEach, expect } from 'vitest'
import { configOn, describeReal, realTest as test, testbed, threeHosts, usePlace } from './support/index.js'

const ranks = 'echo "$BERTH_RANK/$BERTH_WORLD_SIZE $BERTH_HEAD $BERTH_HOSTS"'

describeReal('commands of hosts of their own', () => {
  const place = usePlace(testbed, { hostsOf: threeHosts })
  const opened: Cluster[] = []
  afterEach(async () => {
    for (const cluster of opened.splice(0)) await cluster.close()
  })

  /** A cluster whose head is its second host, and whose third is reached by others at another address. */
  async function up(envVars: ClusterConfig['envVars'] = {}): Promise<Cluster> {
    const base = configOn(testbed(), { name: place().name }, { hosts: threeHosts(testbed()) })
    const [, headHost = '', third] = place().addresses
    const hosts = base.hosts.map((host) => (host.name === third ? { ...host, vpcIp: '192.168.7.3' } : host))
    const { keyFile: privateKeyFile, knownHostsFile } = testbed()
    const transport = sshTransport({ username: 'berth', privateKeyFile, knownHostsFile, agent: null })
    const config: ClusterConfig = { ...base, hosts, headHost, envVars }
    const cluster = new Cluster({ config, transport, runtimes: { docker: dockerRuntime() } })
    opened.push(cluster)
    await cluster.up()
    return cluster
  }

  test('each command knows its rank, in containers, on hosts and detached', { timeout: 240_000 }, async () => {
    const cluster = await up()
    const [first = '', head = '', third = ''] = place().addresses
    const peers = `${head} ${head},${first},192.168.7.3`
    const wanted = { [first]: `1/3 ${peers}\n`, [head]: `0/3 ${peers}\n`, [third]: `2/3 ${peers}\n` }
    const detached = await cluster.start(ranks)
    for (const results of [
      await cluster.exec(ranks),
      await cluster.exec(['sh', '-c', ranks], { env: { A: '1' } }),
      await cluster.execOnHost(ranks, { timeout: '1m' }),
      await detached.wait(),
    ])
      expect(Object.fromEntries([...results.throwIfFailed()].map(({ host, stdout }) => [host, stdout]))).toEqual(wanted)
    await detached.forget()

    const some = await cluster.exec(ranks, { hosts: [first, third] })
    expect(some.get(third).stdout).toBe(`1/2 ${first} ${first},192.168.7.3\n`)
    const filled = await cluster.exec(['echo', '{rank} of {world_size}, {host}, {head}'], { template: true })
    expect(filled.get(third).stdout).toBe(`2 of 3, ${third}, ${head}\n`)
  })

  test('each host runs a command of its own; one without is left alone', { timeout: 240_000 }, async () => {
    const cluster = await up()
    const [first = '', head = '', third = ''] = place().addresses
    const commandOf = (host: string): string | readonly string[] | null =>
      host === third ? null : host === head ? 'echo head $BERTH_RANK' : ['echo', 'other', host]
    for (const on of ['container', 'host'] as const) {
      const results = await cluster.execEach(commandOf, { on })
      expect([...results].map(({ host, stdout }) => [host, stdout])).toEqual([
        [first, `other ${first}\n`],
        [head, 'head 0\n'],
      ])
    }
    const detached = await cluster.startEach(commandOf)
    expect(detached.hosts).toEqual([first, head])
    expect((await detached.wait()).get(head).stdout).toBe('head 0\n')
    await detached.forget()
  })

  test('variables extend what there is on each side; a PATH without a shell stops nothing', {
    timeout: 240_000,
  }, async () => {
    const cluster = await up({ PATH: { prepend: '/opt/none' }, NEW: { append: '/x' } })
    const print = 'echo "$PATH $NEW"'
    const [host = ''] = place().addresses
    for (const results of [await cluster.exec(print), await cluster.execOnHost(print)])
      for (const { stdout } of results.throwIfFailed()) expect(stdout).toMatch(/^\/opt\/none:\S*\/bin\S* \/x\n$/)

    const env = { PATH: '/nowhere' }
    for (const results of [await cluster.exec(print, { env }), await cluster.execOnHost(print, { env, timeout: '1m' })])
      for (const { stdout } of results.throwIfFailed()) expect(stdout).toBe('/nowhere /x\n')
    expect((await cluster.exec(['no-such-program'], { env })).get(host)).toMatchObject({
      exitCode: 127,
      endedBy: 'exit',
    })
    const detached = await cluster.start(print, { env })
    for (const { stdout } of (await detached.wait()).throwIfFailed()) expect(stdout).toBe('/nowhere /x\n')
    await detached.forget()
  })
})
