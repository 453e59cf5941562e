import { type ClusterEvent, type ContainerInput, HostsError } from '@berth/core'
import { podmanRuntime } from '@berth/runtime-docker'
import { observedEngine } from '@berth/testkit'
import { sshTransport } from '@berth/transport-ssh'
import { beforeAll, describe, expect } from 'vitest'
import { BerthCommand } from './berth-command.js'
import { describeReal, errorOf, refused, realTest as test, usePlace } from './support/index.js'
import { usePrivateRegistry } from './support/private-registry.js'

const file = '.registry-token'

describeReal('an image of a private registry', () => {
  const hosts = usePrivateRegistry()
  const place = usePlace(() => hosts().testbed)
  beforeAll(async () => {
    const { give, registry } = hosts()
    for (const user of ['berth', 'sudoer', 'root']) await give(user, file, `${registry.password}\n`)
    await give('berth', 'wrong', 'nonsense\n')
  })

  const container = (image: string, change: Readonly<Record<string, string>> = {}): Partial<ContainerInput> => {
    const { username, address: server } = hosts().registry
    const registry = { username, password_file: `~/${file}`, server, ...change }
    return { image, runtime: { args: { defaults: 'none', registry } } }
  }
  /** Every file that a login could be left in, and what runs. */
  const traces = async (host: number): Promise<string> => {
    const { password, username } = hosts().registry
    const auth = Buffer.from(`${username}:${password}`).toString('base64')
    return hosts().run(host, look, password, auth)
  }
  const failureOf = async (call: Promise<unknown>): Promise<HostsError> => {
    const error = await errorOf(call)
    if (!(error instanceof HostsError)) throw error
    expect(error.code, error.message).toBe('BERTH_IMAGE_UNAVAILABLE')
    return error
  }

  test.each(['berth', 'sudoer'])('is had by a login that is gone afterwards: %s', async (username) => {
    const image = await hosts().publish()
    const events: ClusterEvent[] = []
    const open = () =>
      place().open('persistent', { username, onEvent: (event) => events.push(event) }, container(image))
    expect((await open().up())?.action).toBe('launch')
    expect((await open().up())?.action).toBe('attach')
    expect(events.filter(({ type }) => type === 'warning')).toEqual([])
    for (const host of hosts().testbed.hosts.keys()) expect(await traces(host)).toBe('')
    expect(JSON.stringify(events)).not.toContain(hosts().registry.password)
    expect(events).toContainEqual(expect.objectContaining({ message: `pulling ${image} as puller` }))
    expect(await hosts().run(0, 'docker inspect "$1"', place().name)).not.toMatch(/puller|registry-token/)
    await open().down({ destroy: true })
  })

  test('is not had without it, nor with a wrong password, each with what to do', async () => {
    const image = await hosts().publish()
    const without = { image, runtime: { args: { defaults: 'none' as const } } }
    expect((await failureOf(place().open('per_run', {}, without).up())).message).toMatch(/log in to the registry/)
    const error = await failureOf(
      place()
        .open('per_run', {}, container(image, { password_file: '~/wrong' }))
        .up(),
    )
    expect(error.message).toMatch(
      /Check that puller may pull .* from 192\.0\.2\.77:5443, and that ~\/wrong on the host/,
    )
    expect(error.message).not.toContain('nonsense')
    expect(error.failures.size).toBe(2)
    for (const host of hosts().testbed.hosts.keys()) expect(await traces(host)).toBe('')
  })

  test.each([
    ['is missing', '~/nowhere', /Put the password into ~\/nowhere on every host/],
    ['is root’s', '/root/.registry-token', /Let the login user read \/root\/\.registry-token/],
  ])('a password file that %s is an error, and nothing is pulled', async (_, path, remedy) => {
    const image = await hosts().publish()
    const error = await failureOf(
      place()
        .open('per_run', {}, container(image, { password_file: path }))
        .up(),
    )
    expect(error.message).toMatch(remedy)
  })

  test('a file of root’s is read by root, where the engine is reached through sudo', async () => {
    const image = await hosts().publish()
    const opened = place().open(
      'per_run',
      { username: 'sudoer' },
      container(image, { password_file: '/root/.registry-token' }),
    )
    expect((await opened.up())?.action).toBe('launch')
    await opened.down()
  })

  test('a registry that is not there is an error that names it', async () => {
    const server = 'registry.invalid:5443'
    const error = await failureOf(
      place()
        .open('per_run', {}, container(`${server}/lab:1`, { server }))
        .up(),
    )
    expect(error.message).toMatch(/registry\.invalid/)
    expect(error.message).toMatch(/Correct runtime\.args\.registry\.server|route to the registry/)
  })

  describe('a Podman', () => {
    test.each([
      ['root', 'plain'],
      ['sudoer', 'sudo'],
      ['berth', 'plain'],
    ] as const)('of %s, reached by %s, has it too', async (username, reachedBy) => {
      const { testbed, registry, publish } = hosts()
      const reference = await publish()
      const { keyFile: privateKeyFile, knownHostsFile } = testbed
      const transport = sshTransport({ username, privateKeyFile, knownHostsFile, agent: null })
      try {
        const runtime = podmanRuntime()
        const engine = await observedEngine(runtime, await transport.connect(testbed.host(1).address))
        expect(engine.facts.reachedBy).toBe(reachedBy)
        const login = { server: registry.address, username: registry.username, passwordFile: `~/${file}` }
        const source = { reference, pull: 'missing', archive: null } as const
        await expect(runtime.ensureImage(engine, source)).rejects.toMatchObject({ code: 'BERTH_IMAGE_UNAVAILABLE' })
        expect(await runtime.ensureImage(engine, { ...source, login })).toMatchObject({ platform: 'linux/amd64' })
        const wrong = { ...source, pull: 'always', login: { ...login, username: 'nobody' } } as const
        expect(await refused(runtime.ensureImage(engine, wrong))).toMatch(/Check that nobody may pull/)
        expect(await traces(1)).toBe('')
      } finally {
        await transport.close()
      }
    })
  })

  test('the login of a Berth that was killed goes with its pull', async () => {
    const { testbed, run, publish } = hosts()
    const image = await publish()
    const block = { ...container(image), name: place().name, sshd: false, setup_script: false }
    const berth = new BerthCommand(await testbed.clusterFile(block), testbed.knownHostsFile)
    await run(0, 'kill -STOP $(pidof docker-registry)')
    const { child, ended } = berth.start('up')
    try {
      await run(1, 'timeout 60 sh -c "until ls /dev/shm/berth-login-*/config.json; do sleep 0.05; done"')
      child.kill('SIGKILL')
      await ended
    } finally {
      await run(0, 'kill -CONT $(pidof docker-registry)')
      berth.remove()
    }
    await run(1, 'timeout 60 sh -c "while ls /dev/shm/berth-login-*; do sleep 0.05; done" 2>/dev/null')
    expect(await traces(1)).toBe('')
  })
})

/** Prints the files with the password or its login, but for those that were put there. */
const look = `
for word; do grep -rlF -- "$word" /dev/shm /tmp /run /root /home /var/tmp /etc 2>/dev/null; done | grep -v '/\\.registry-token$'
ls -d /dev/shm/berth-login-* /tmp/berth-login-* 2>/dev/null
:
`
