import { Cluster, type ContainerInput, resolveConfig } from '@berth/core'
import type { HostConnection } from '@berth/core/adapter'
import { enrootRuntime } from '@berth/runtime-enroot'
import { bareSpec } from '@berth/testkit'
import { afterAll, beforeAll, expect } from 'vitest'
import { useOwnHosts } from '../../../testbed/test/own-hosts.js'
import { realTest as test } from '../../../testbed/test/real-test.js'
import { describeEnroot, enrootTransport, prepareHost } from './enroot-host.js'

/** The user `sudoer` has an empty folder of enroot of their own; the containers are those of root. */
describeEnroot('enroot under sudo', () => {
  const testbed = useOwnHosts(1, { sshOnly: true })
  const closing: (() => Promise<void>)[] = []
  let image = ''
  const address = (): string => testbed().host(0).address

  const connect = async (): Promise<HostConnection> => {
    const transport = enrootTransport(testbed(), 'sudoer')
    closing.push(() => transport.close())
    return transport.connect(address())
  }
  beforeAll(async () => {
    image = (await prepareHost(testbed(), address())).image
  })
  afterAll(async () => {
    for (const close of closing) await close()
  })

  test('every call on a new connection is for the engine that was observed on an earlier one', async () => {
    const runtime = enrootRuntime()
    const first = await connect()
    const query = { name: 'kept', image, privilege: 'sudo' } as const
    const seen = await runtime.observe(first, query)
    if (seen.state !== 'absent') throw new Error(JSON.stringify(seen))
    expect(seen.engine).toMatchObject({ reachedBy: 'sudo', root: '/root/.local/share/enroot' })
    const engine = { connection: first, facts: seen.engine }
    const held = await runtime.ensureImage(engine, { reference: image, pull: 'missing', archive: null })
    const spec = bareSpec({ name: 'kept', image: held, labels: { test: 'kept' }, network: 'host' })
    const { id } = await runtime.launch(engine, spec)
    await first.close()

    const again = { ...engine, connection: await connect() }
    expect((await runtime.exec(again, id, 'echo in')).stdout).toBe('in\n')
    expect(await runtime.list(again, spec.labels)).toMatchObject([{ id }])
    await runtime.remove(again, { id, name: spec.name, labels: spec.labels })
    expect(await runtime.observe(again.connection, query)).toMatchObject({ state: 'absent' })
  })

  test('a cluster whose link was cut goes on with the containers of root, and removes them', async () => {
    const container: ContainerInput = {
      ...{ image, name: 'cut', setup_script: false, sshd: false },
      runtime: { name: 'enroot', privilege: 'sudo', args: { defaults: 'none' } },
    }
    const config = resolveConfig({
      ...{ orchestrator: 'container', node_dict: { [address()]: {} }, container },
      ...{ username: 'sudoer', priv_key_file: testbed().keyFile },
    })
    const transport = enrootTransport(testbed(), 'sudoer')
    const cluster = new Cluster({ config, transport, runtimes: { enroot: enrootRuntime() } })
    closing.push(() => cluster.close())
    await cluster.up()
    const held = (): Promise<string> =>
      testbed()
        .run(address(), 'ls /root/.local/share/enroot')
        .then(({ stdout }) => stdout)
    expect(await held()).toBe('cut\n')
    await (await transport.connect(address())).close()

    const results = await cluster.exec('cat /etc/number')
    expect(results.throwIfFailed().get(address()).stdout).toBe('1\n')
    await (await transport.connect(address())).close()
    expect((await cluster.down())?.action).toBe('remove')
    expect(await held()).toBe('')
  })
})
