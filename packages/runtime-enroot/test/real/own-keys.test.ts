import { Cluster, resolveConfig } from '@berth/core'
import { type EnrootArgs, enrootRuntime } from '@berth/runtime-enroot'
import { afterAll, beforeAll, expect } from 'vitest'
import { realTest as test, testbed } from '../../../testbed/test/real-test.js'
import { describeEnroot, enrootTransport, prepareHost, username } from './enroot-host.js'

describeEnroot("enroot's own keys", () => {
  const opened: Cluster[] = []
  let address = ''
  let image = ''

  const open = (name: string, own: EnrootArgs): Cluster => {
    const runtimes = { enroot: enrootRuntime() }
    const plain = { lifetime: 'persistent', setup_script: false, sshd: false } as const
    const args = { defaults: 'none', devices: ['/dev/fuse'], ...own } as const
    const config = resolveConfig(
      {
        orchestrator: 'container',
        node_dict: { [address]: {} },
        username,
        priv_key_file: testbed().keyFile,
        container: { image, name, ...plain, runtime: { name: 'enroot', args } },
      },
      { runtimes },
    )
    const cluster = new Cluster({ config, transport: enrootTransport(testbed()), runtimes })
    opened.push(cluster)
    return cluster
  }
  /**
   * Says which are there of three devices of the host: one that is listed, one that is not, and one of any small set.
   */
  const devices = 'ls -d /dev/fuse /dev/net /dev/null 2>/dev/null || true'
  const outputOf = async (results: ReturnType<Cluster['exec']>): Promise<string> =>
    [...(await results)].map(({ stdout }) => stdout).join('')

  beforeAll(async () => {
    address = testbed().host(2).address
    image = (await prepareHost(testbed(), address)).image
    // Enroot's small set has the socket of the system's log, which these hosts have no service for.
    await testbed().run(address, ['touch', '/dev/log'])
  })
  afterAll(() => Promise.all(opened.map((cluster) => cluster.close())))

  test('without them, a container has the devices of the host and no home of anybody', async () => {
    const cluster = open('keys-none', {})
    await cluster.up()
    expect(await outputOf(cluster.exec('ls -A /root'))).toBe('')
    expect(await outputOf(cluster.exec(devices))).toBe('/dev/fuse\n/dev/net\n/dev/null\n')
    await cluster.down({ destroy: true })
  })

  test("mount_home: the login user's home is /root, and is left as it was when the container goes", async () => {
    const cluster = open('keys-home', { mount_home: true })
    await cluster.up()
    expect(await outputOf(cluster.exec('echo "$HOME"; ls /root/images'))).toBe(
      '/root\nbusybox-1.sqsh\nbusybox-2.sqsh\n',
    )
    ;(await cluster.exec('echo from the container >~/keys-home')).throwIfFailed()
    await cluster.down({ destroy: true })
    expect(await outputOf(cluster.execOnHost('cat ~/keys-home; rm ~/keys-home; ls ~/images'))).toBe(
      'from the container\nbusybox-1.sqsh\nbusybox-2.sqsh\n',
    )
  })

  test('restrict_dev: what is left is a small set, with what is listed; after a restart too', async () => {
    const cluster = open('keys-dev', { restrict_dev: true })
    await cluster.up()
    expect(await outputOf(cluster.exec(devices))).toBe('/dev/fuse\n/dev/null\n')
    const [id = ''] = cluster.containers.values()
    const end = `read -r init rest <~/.local/share/enroot/.berth/containers/${id}/process && kill -KILL "$init"`
    ;(await cluster.execOnHost(end)).throwIfFailed()
    const again = open('keys-dev', { restrict_dev: true })
    expect((await again.up())?.action).toBe('restart')
    expect(await outputOf(again.exec(devices))).toBe('/dev/fuse\n/dev/null\n')
    await again.down({ destroy: true })
  })
})
