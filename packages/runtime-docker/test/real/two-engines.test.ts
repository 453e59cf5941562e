import type { HostConnection, ObserveQuery } from '@berth/core/adapter'
import { podmanRuntime } from '@berth/runtime-docker'
import { bareSpec } from '@berth/testkit'
import { sshTransport } from '@berth/transport-ssh'
import { afterAll, afterEach, expect } from 'vitest'
import { describeReal, realTest as test, testbed } from '../../../testbed/test/real-test.js'
import { says } from '../says.js'
import { newName } from './box.js'

const image = 'berth/busybox:1'

/** The host's user `sudoer` has a rootless Podman of their own, and the rootful one through `sudo -n`. */
describeReal('a user with two engines', () => {
  const name = newName()
  const query: ObserveQuery = { name, image, privilege: 'auto' }
  const bed = testbed
  const closes: (() => Promise<void>)[] = []

  const connect = async (): Promise<HostConnection> => {
    const { keyFile, knownHostsFile } = bed()
    const transport = sshTransport({ username: 'sudoer', privateKeyFile: keyFile, knownHostsFile, agent: null })
    closes.push(() => transport.close())
    return transport.connect(bed().host(3).address)
  }
  const rootful = async (...words: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await bed().run(bed().host(3), ['podman', ...words])
    if (exitCode !== 0) throw new Error(stderr)
    return stdout.trim()
  }
  const rootless = async (words: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await (await connect()).exec(`podman ${words}`)
    if (exitCode !== 0) throw new Error(stderr)
    return stdout.trim()
  }
  /** A host with logind, as far as can be seen, where nobody lingers. */
  const logind = 'install -m 755 /dev/null /usr/local/bin/loginctl; rm -rf /var/lib/systemd/linger'
  const linger = 'mkdir -p /var/lib/systemd/linger; touch /var/lib/systemd/linger/sudoer'
  const create = ['create', '--name', name, '--network', 'none', image, 'sleep', '600']
  const archive = (): string => bed().images.find(({ reference }) => reference === image)?.hostPath ?? ''

  afterEach(async () => {
    await rootful('rm', '--force', '--time', '0', name)
    await rootless(`rm --force --time 0 ${name}`)
  })
  afterAll(async () => {
    for (const close of closes) await close()
  })

  test('the container lives in the rootful one, the own one is empty: it is seen, and all calls go there', async () => {
    const id = await rootful(...create)
    await rootful('start', id)
    const runtime = podmanRuntime()
    const host = await connect()
    const seen = await runtime.observe(host, query)
    expect(seen).toMatchObject({
      state: 'running',
      engine: { reachedBy: 'sudo', rootless: false, endsWithLogin: false },
      container: { id },
    })
    if (seen.state !== 'running') throw new Error(seen.state)
    const engine = { connection: host, facts: seen.engine }
    expect(await runtime.exec(engine, id, 'echo in')).toMatchObject({ exitCode: 0, stdout: 'in\n' })
    expect(await runtime.exec({ ...engine, connection: await connect() }, id, 'echo anew')).toMatchObject({
      stdout: 'anew\n',
    })
    await runtime.remove(engine, { id, name, labels: {} })
    expect(await runtime.observe(host, query)).toMatchObject({ state: 'absent', engine: { reachedBy: 'sudo' } })
    const held = await runtime.ensureImage(engine, { reference: image, archive: null, pull: 'never' })
    const spec = bareSpec({ name, image: held, network: 'none' })
    const launched = await runtime.launch(engine, spec)
    expect(await rootful('ps', '--quiet', '--no-trunc', '--filter', `name=^${name}$`)).toBe(launched.id)
  })

  test('the container lives in the own one: that is taken, and both holding the name is refused', async () => {
    await rootless(`load --input ${archive()}`)
    await bed().run(bed().host(3), logind)
    const id = await rootless(create.join(' '))
    const runtime = podmanRuntime()
    const host = await connect()
    expect(await runtime.observe(host, query)).toMatchObject({
      state: 'stopped',
      engine: { reachedBy: 'plain', rootless: true, endsWithLogin: true },
      container: { id },
    })
    await bed().run(bed().host(3), linger)
    expect(await runtime.observe(host, query)).toMatchObject({ engine: { rootless: true, endsWithLogin: false } })
    expect(await runtime.observe(host, { ...query, privilege: 'sudo' })).toMatchObject({ state: 'absent' })
    await rootful(...create)
    expect(await runtime.observe(host, query)).toMatchObject({
      state: 'unknown',
      reason: expect.stringContaining('two engines have a container'),
      remedy: says('runtime.privilege'),
    })
  })
})
