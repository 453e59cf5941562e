import { Cluster, type ContainerInput, newRun, resolveConfig } from '@berth/core'
import { enrootRuntime } from '@berth/runtime-enroot'
import { bareSpec } from '@berth/testkit'
import { afterAll, beforeAll, expect } from 'vitest'
import { useOwnHosts } from '../../../testbed/test/own-hosts.js'
import { realTest as test } from '../../../testbed/test/real-test.js'
import { describeEnroot, enrootTransport, prepareHost, username } from './enroot-host.js'

/** Two hosts, and one file system under the user's folder of enroot on both: what a shared home is. */
describeEnroot('hosts that share the folder of enroot', () => {
  const testbed = useOwnHosts(2, { sshOnly: true })
  const opened: Cluster[] = []
  let image = ''
  const data = `/home/${username}/.local/share/enroot`
  const address = (number: number): string => testbed().host(number).address

  const open = (host: number, container: Partial<ContainerInput> = {}): Cluster => {
    const config = resolveConfig({
      orchestrator: 'container',
      node_dict: { [address(host)]: {} },
      username,
      priv_key_file: testbed().keyFile,
      container: {
        ...{ image, name: 'lab', setup_script: false, sshd: false, lifetime: 'persistent' },
        runtime: { name: 'enroot', args: { defaults: 'none' } },
        ...container,
      },
    })
    const transport = enrootTransport(testbed())
    const cluster = new Cluster({ config, transport, runtimes: { enroot: enrootRuntime() }, run: newRun() })
    opened.push(cluster)
    return cluster
  }
  const onHost = async (host: number, script: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await testbed().run(address(host), ['bash', '-ec', script])
    if (exitCode !== 0) throw new Error(`${address(host)}: ${stderr}`)
    return stdout.trim()
  }
  const number = ([...results]: Iterable<{ readonly stdout: string }>): string | undefined => results[0]?.stdout

  beforeAll(async () => {
    const prepared = await Promise.all([0, 1].map((host) => prepareHost(testbed(), address(host))))
    image = prepared[0]?.image ?? ''
    // Each host has devices of its own, the loop devices of this machine among them.
    const device = await onHost(
      0,
      `mknod -m 600 /dev/loop-control c 10 237
      truncate -s 64M /root/shared.img && mkfs.ext4 -q /root/shared.img
      for n in 0 1 2 3 4 5 6 7; do [ -e /dev/loop$n ] || mknod -m 600 /dev/loop$n b 7 $n; done
      losetup --find --show /root/shared.img`,
    )
    for (const host of [0, 1]) {
      await onHost(
        host,
        `[ -e ${device} ] || mknod -m 600 ${device} b 7 ${device.replace('/dev/loop', '')}
        sudo -u ${username} mkdir -p ${data} && mount ${device} ${data} && chown ${username}: ${data}`,
      )
    }
    cleanUp.push(() => onHost(0, `umount --lazy ${data}; losetup --detach ${device}`))
    cleanUp.push(() => onHost(1, `umount --lazy ${data}`))
  })
  const cleanUp: (() => Promise<unknown>)[] = []
  afterAll(async () => {
    await Promise.all(opened.map((cluster) => cluster.close()))
    for (const undo of cleanUp.reverse()) await undo()
  })

  test('the container of one host is nothing that the other restarts, replaces or removes', async () => {
    const first = open(0)
    await first.up()
    ;(await first.exec('echo kept >/kept')).throwIfFailed()

    const second = open(1)
    expect((await second.status()).get(address(1))?.observation).toMatchObject({
      state: 'unknown',
      reason: expect.stringMatching(new RegExp(`^container lab in ${data} belongs to the host h1 .*; this is h2 `)),
      remedy: expect.stringMatching(/ENROOT_DATA_PATH/),
    })
    const untrusted = { code: 'BERTH_PROBE_UNTRUSTED' }
    await expect(second.up()).rejects.toMatchObject(untrusted)
    await expect(second.attach()).rejects.toMatchObject(untrusted)
    await second.down({ destroy: true }).catch((error: unknown) => expect(error).toMatchObject(untrusted))
    const perRun = open(1, { lifetime: 'per_run' })
    await expect(perRun.up()).rejects.toMatchObject(untrusted)
    await expect(perRun.down()).rejects.toMatchObject({ message: expect.stringMatching(/belongs to the host h1/) })

    expect(number(await first.exec(['cat', '/kept']))).toBe('kept\n')
    expect((await first.down({ destroy: true }))?.action).toBe('remove')
    await second.up()
    expect(number(await second.exec(['cat', '/etc/number']))).toBe('1\n')
    await second.down({ destroy: true })
  })

  test('what the other holds is not listed, and its name is taken', async () => {
    const first = open(0, { name: 'both' })
    await first.up()
    const runtime = enrootRuntime()
    const transport = enrootTransport(testbed())
    const connection = await transport.connect(address(1))
    const seen = await runtime.observe(connection, { name: 'none', image, privilege: 'auto' })
    if (seen.state !== 'absent') throw new Error(JSON.stringify(seen))
    const engine = { connection, facts: seen.engine }
    expect(await runtime.list(engine, {})).toEqual([])
    const held = await runtime.ensureImage(engine, { reference: image, pull: 'missing', archive: null })
    const spec = bareSpec({ name: 'both', image: held, network: 'host' })
    await expect(runtime.launch(engine, spec)).rejects.toMatchObject({
      code: 'BERTH_NAME_TAKEN',
      reason: expect.stringMatching(/belongs to the host h1$/),
    })
    await transport.close()
    expect((await first.down({ destroy: true }))?.action).toBe('remove')
  })
})
