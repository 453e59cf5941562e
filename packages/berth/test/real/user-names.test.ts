import { openCluster } from 'berth-cluster'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { describeReal, uniqueName, useOwnHosts } from './support/index.js'

const user = 'alice@corp.example'

describeReal('a login user with an @ in the name', () => {
  const testbed = useOwnHosts(2)
  const name = uniqueName('user-names')
  beforeAll(async () => {
    for (const host of testbed().hosts) {
      const commands = [
        `useradd --badname -p '*' -m -s /bin/bash -G docker '${user}'`,
        `install -d -o '${user}' -m 700 '/home/${user}/.ssh'`,
        `install -o '${user}' -m 600 ~berth/.ssh/authorized_keys '/home/${user}/.ssh/authorized_keys'`,
      ]
      expect(await testbed().run(host, commands.join(' && '))).toMatchObject({ exitCode: 0 })
    }
  })
  afterEach(async () => {
    for (const host of testbed().hosts) await testbed().run(host, ['docker', 'rm', '-f', name])
  })

  it('brings containers up, runs in them and on hosts, one of them behind the other', async () => {
    const [first, second] = testbed().hosts
    if (first === undefined || second === undefined) throw new TypeError('There are two hosts')
    const container = {
      ...{ image: 'berth/busybox:1', name, sshd: false, setup_script: false },
      ...{ env: { WHO: '{user-id}' }, runtime: { args: { defaults: 'none' } } },
    }
    const node_dict = { [first.address]: {}, [second.address]: { jump: `${user}@${first.address}` } }
    const file = await testbed().clusterFile(container, { username: user, extra: { node_dict } })
    const ssh = { knownHostsFile: testbed().knownHostsFile, agent: null, configFiles: [] }
    const cluster = await openCluster(file, { ssh })
    try {
      await cluster.up()
      const inside = (await cluster.exec('echo "$WHO"')).throwIfFailed()
      const onHosts = (await cluster.execOnHost('id -un; echo "$SSH_CONNECTION"')).throwIfFailed()
      for (const { address } of [first, second]) {
        expect(inside.get(address).stdout).toBe(`${user}\n`)
        expect(onHosts.get(address).stdout).toMatch(new RegExp(`^${user}\n`))
      }
      expect(onHosts.get(second.address).stdout.split('\n')[1]).toMatch(`${first.address} `)

      await cluster.putFile(`/home/${user}/x`, 'x', { on: 'host' })
      const { id } = await cluster.start('echo "$HOME"', { on: 'host' })
      const waited = (await cluster.detached(id, { on: 'host' }).wait()).throwIfFailed()
      expect(waited.get(second.address).stdout).toBe(`/home/${user}\n`)
      await cluster.detached(id, { on: 'host' }).forget()
      await cluster.down()
    } finally {
      await cluster.close()
    }
    const left = await testbed().run(second, ['docker', 'ps', '-aq', '--filter', `name=^${name}$`])
    expect(left.stdout).toBe('')
  })
})
