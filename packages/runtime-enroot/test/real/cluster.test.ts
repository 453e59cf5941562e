import { Cluster, type ContainerInput, newRun, resolveConfig } from '@berth/core'
import { enrootRuntime } from '@berth/runtime-enroot'
import { afterAll, beforeAll, expect } from 'vitest'
import { useOwnHosts } from '../../../testbed/test/own-hosts.js'
import { realTest as test } from '../../../testbed/test/real-test.js'
import { describeEnroot, enrootTransport, prepareHost, username } from './enroot-host.js'

describeEnroot('a cluster on enroot', () => {
  const testbed = useOwnHosts(2, { sshOnly: true })
  const opened: Cluster[] = []
  const addresses: string[] = []
  let image = ''
  const plain = { setup_script: false, sshd: false, runtime: { name: 'enroot', args: { defaults: 'none' } } } as const

  const open = (container: Partial<ContainerInput>): Cluster => {
    const config = resolveConfig({
      orchestrator: 'container',
      node_dict: Object.fromEntries(addresses.map((address) => [address, {}])),
      username,
      priv_key_file: testbed().keyFile,
      container: { image, name: 'lab', ...plain, ...container },
    })
    const cluster = new Cluster({
      config,
      transport: enrootTransport(testbed()),
      runtimes: { enroot: enrootRuntime() },
      run: newRun(),
    })
    opened.push(cluster)
    return cluster
  }

  beforeAll(async () => {
    addresses.push(testbed().host(0).address, testbed().host(1).address)
    const [images] = await Promise.all(addresses.map((address) => prepareHost(testbed(), address)))
    image = images?.image ?? ''
  })
  afterAll(() => Promise.all(opened.map((cluster) => cluster.close())))

  test('persistent: launched, attached to with its overlay, restarted after a reboot with it, removed when asked to', async () => {
    expect((await open({ lifetime: 'persistent' }).up())?.action).toBe('launch')
    const second = open({ lifetime: 'persistent' })
    expect((await second.up())?.action).toBe('attach')
    ;(await second.exec('echo installed > /opt-of-mine')).throwIfFailed()
    expect((await second.down())?.action).toBe('none')
    await second.close()

    const [address = ''] = addresses
    await testbed().reboot(address)
    await prepareHost(testbed(), address)
    const third = open({ lifetime: 'persistent' })
    expect((await third.up())?.action).toBe('restart')
    const kept = await third.exec(['cat', '/opt-of-mine'])
    expect([...kept].map(({ stdout }) => stdout)).toEqual(['installed\n', 'installed\n'])
    expect((await third.down({ destroy: true }))?.action).toBe('remove')
    expect((await open({ lifetime: 'persistent' }).plan())?.action).toBe('launch')
  })

  test('per_run: launched, provisioned as root, used, and gone after down', async () => {
    const cluster = open({ lifetime: 'per_run', env: { WHERE: 'in the container' } })
    expect((await cluster.up())?.action).toBe('launch')
    const seen = await cluster.exec('id -u; echo "$WHERE"; cat /etc/number')
    expect([...seen].map(({ stdout }) => stdout)).toEqual(['0\nin the container\n1\n', '0\nin the container\n1\n'])
    expect((await cluster.up())?.action).toBe('use')
    expect((await cluster.down())?.action).toBe('remove')
    const left = await cluster.execOnHost('enroot list; ls -A ~/.local/share/enroot/.berth/containers')
    expect([...left].map(({ stdout }) => stdout)).toEqual(['', ''])
  })
})
