import { Cluster, type ContainerInput, resolveConfig } from '@berth/core'
import { dockerRuntime, podmanRuntime } from '@berth/runtime-docker'
import { sshTransport } from '@berth/transport-ssh'
import { afterAll, expect } from 'vitest'
import { describeReal, realTest as test, uniqueName, useOwnHosts } from './support/index.js'

describeReal('the engine of a host', () => {
  const testbed = useOwnHosts(2)
  const opened: Cluster[] = []
  afterAll(() => Promise.all(opened.map((cluster) => cluster.close())))

  interface Asked {
    readonly hosts: Readonly<Record<string, { readonly address: string }>>
    readonly username?: string
    readonly container: Partial<ContainerInput> & { readonly name: string }
    readonly reachedBy?: ReadonlyMap<string, 'plain' | 'sudo'>
  }
  const open = ({ hosts, username = 'berth', container, reachedBy }: Asked): Cluster => {
    const { keyFile, knownHostsFile } = testbed()
    const config = resolveConfig({
      orchestrator: 'container',
      // Where they are, the transport knows alone, as from ~/.ssh/config: a file with one address twice is refused.
      node_dict: Object.fromEntries(Object.keys(hosts).map((host) => [host, {}])),
      username,
      priv_key_file: keyFile,
      container: {
        ...{ image: 'berth/busybox:1', sshd: false, setup_script: false, lifetime: 'persistent' },
        runtime: { name: 'docker', args: { defaults: 'none' } },
        ...container,
      },
    })
    const cluster = new Cluster({
      config,
      transport: sshTransport({
        ...{ username, privateKeyFile: keyFile, knownHostsFile, agent: null, configFiles: [] },
        hosts: new Map(Object.entries(hosts)),
      }),
      runtimes: { docker: dockerRuntime(), podman: podmanRuntime() },
      ...(reachedBy !== undefined && { adopt: { reachedBy } }),
    })
    opened.push(cluster)
    return cluster
  }
  const address = (host: number): string => testbed().host(host).address
  const onHost = async (host: number, script: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await testbed().run(address(host), ['sh', '-ec', script])
    if (exitCode !== 0) throw new Error(stderr)
    return stdout.trim()
  }

  test('under two names of the SSH configuration: every call is refused before anything is done', async () => {
    const container = { name: uniqueName() }
    const alone = open({ hosts: { n1: { address: address(0) } }, container })
    await alone.up()
    const both = open({ hosts: { n1: { address: address(0) }, n2: { address: address(0) } }, container })
    const refused = {
      code: 'BERTH_PROBE_UNTRUSTED',
      message: expect.stringMatching(/n1, n2 are names of one engine: each of them reaches the engine /),
    }
    await expect(both.up()).rejects.toMatchObject(refused)
    await expect(both.attach()).rejects.toMatchObject(refused)
    expect((await both.plan('up'))?.refusal).toMatchObject({ code: 'BERTH_PROBE_UNTRUSTED' })
    for (const { observation } of (await both.status()).values()) expect(observation.state).toBe('unknown')
    await expect(both.down({ destroy: true })).rejects.toMatchObject({ code: 'BERTH_PROBE_UNTRUSTED' })
    expect((await alone.exec('echo here')).throwIfFailed().get('n1').stdout).toBe('here\n')
    await alone.down({ destroy: true })

    const twoHosts = open({ hosts: { n1: { address: address(0) }, n2: { address: address(1) } }, container })
    expect((await twoHosts.up())?.action).toBe('launch')
    await twoHosts.down({ destroy: true })
  })

  test('that is another host’s by a variable or a context is not used', async () => {
    const container = { name: uniqueName() }
    const hosts = { n1: { address: address(0) }, n2: { address: address(1) } }
    const own = open({ hosts, container })
    await own.up()
    const ids = await Promise.all([0, 1].map((host) => onHost(host, 'docker ps --quiet --no-trunc')))
    await onHost(
      0,
      `cat >/tmp/lead.mjs <<'END'
      import { connect, createServer } from 'node:net'
      createServer((from) => {
        const to = connect('/run/docker.sock')
        for (const [one, other] of [[from, to], [to, from]]) one.on('error', () => other.destroy()).pipe(other)
      }).listen(2375)
END
      setsid node /tmp/lead.mjs >/tmp/lead.log 2>&1 &
      for turn in 1 2 3 4 5 6 7 8 9 10; do docker -H tcp://127.0.0.1:2375 info >/dev/null 2>&1 && exit; sleep 0.2; done; exit 1`,
    )
    const led = `tcp://${address(0)}:2375`
    const asUser = "su berth -s /bin/sh -c 'cd; "
    for (const [lead, undo] of [
      [
        `${asUser}docker context create led --docker host=${led} && docker context use led'`,
        `${asUser}docker context use default'`,
      ],
      [`echo 'export DOCKER_HOST=${led}' >/home/berth/.bashrc`, 'rm /home/berth/.bashrc'],
    ] as const) {
      await onHost(1, lead)
      const cluster = open({ hosts, container })
      expect((await cluster.status()).get('n2')?.observation, lead).toMatchObject({
        state: 'unknown',
        reason: expect.stringContaining(`not this host's: it says that its host is h1, and is reached by ${led}`),
      })
      await expect(cluster.down({ destroy: true })).rejects.toMatchObject({ code: 'BERTH_PROBE_UNTRUSTED' })
      await expect(cluster.attach()).rejects.toMatchObject({ code: 'BERTH_PROBE_UNTRUSTED' })
      await onHost(1, undo)
    }
    expect(await Promise.all([0, 1].map((host) => onHost(host, 'docker ps --quiet --no-trunc')))).toEqual(ids)
    await own.down({ destroy: true })
  })

  test('that sudo gave before and gives no more is not taken for an empty one', async () => {
    const container = { name: uniqueName(), runtime: { name: 'podman', args: { defaults: 'none' } } } as const
    const hosts = { n1: { address: address(0) } }
    const archive = testbed().images.find(({ reference }) => reference === 'berth/busybox:1')?.hostPath
    await onHost(0, `podman load --quiet --input ${archive}`)
    const asked = { hosts, username: 'sudoer', container }
    const first = open(asked)
    await first.up()
    const { observation } = (await first.status()).get('n1') ?? {}
    expect(observation).toMatchObject({ state: 'running', engine: { reachedBy: 'sudo' } })

    await onHost(0, "cp -p /etc/sudoers /root/ && echo 'sudoer ALL=(ALL) PASSWD: ALL' >>/etc/sudoers")
    try {
      const again = open({ ...asked, reachedBy: new Map([['n1', 'sudo']]) })
      expect((await again.status()).get('n1')?.observation).toMatchObject({
        state: 'unknown',
        reason: expect.stringMatching(/launched on through sudo before, and sudo gives no engine here now/),
      })
      await expect(again.up({ repair: 'launch_missing' })).rejects.toMatchObject({ code: 'BERTH_PROBE_UNTRUSTED' })
      await expect(again.down({ destroy: true })).rejects.toMatchObject({ code: 'BERTH_PROBE_UNTRUSTED' })
    } finally {
      await onHost(0, 'cp -p /root/sudoers /etc/sudoers')
    }
    expect((await first.down({ destroy: true }))?.action).toBe('remove')
  })
})
