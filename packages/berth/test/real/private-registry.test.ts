import { type ClusterEvent, type ContainerInput, HostsError } from '@berth/core'
import { podmanRuntime } from '@berth/runtime-docker'
import { observedEngine } from '@berth/testkit'
import { sshTransport } from '@berth/transport-ssh'
import { beforeAll, describe, expect } from 'vitest'
import { BerthCommand } from './berth-command.js'
import {
  describeOnEngine,
  describeReal,
  errorOf,
  refused,
  realTest as test,
  threeHosts,
  usePlace,
} from './support/index.js'
import { usePrivateRegistry } from './support/private-registry.js'
import { fileSampler, sampler } from './support/watch/sampler.js'

const file = '.registry-token'
const ofFile = { password_file: `~/${file}` }

describeReal('an image of a private registry', () => {
  const hosts = usePrivateRegistry()
  const place = usePlace(() => hosts().testbed, { hostsOf: threeHosts })
  beforeAll(async () => {
    const { give, registry } = hosts()
    for (const user of ['berth', 'sudoer', 'root']) await give(user, file, `${registry.password}\n`)
    await give('berth', 'wrong', 'nonsense\n')
  })

  const container = (image: string, change: Readonly<Record<string, string>> = {}): Partial<ContainerInput> => {
    const { username, address: server } = hosts().registry
    const password = Object.keys(change).some((key) => key.startsWith('password_')) ? {} : ofFile
    const registry = { username, server, ...password, ...change }
    return { image, runtime: { args: { defaults: 'none', registry } } }
  }
  /** A command that prints the password, in whose words nobody finds it. */
  const printing = (): string => `echo ${Buffer.from(hosts().registry.password).toString('base64')} | base64 -d`
  /** Every file that a login could be left in, and what runs. */
  const traces = async (host: number): Promise<string> => {
    const { password, username } = hosts().registry
    const auth = Buffer.from(`${username}:${password}`).toString('base64')
    return hosts().run(host, look, password, auth)
  }
  /**
   * Looks at all processes of all hosts, and at all files, over and over while the work is done: the password is in
   * none of them, `passwords` are what else must not be. Gives what was seen of `sights` in the processes of all hosts.
   */
  const unseen = async (
    work: () => Promise<void>,
    {
      passwords = [],
      sights = [],
    }: { readonly passwords?: readonly string[]; readonly sights?: readonly string[] } = {},
  ): Promise<string> => {
    const { testbed, registry, run } = hosts()
    const auth = Buffer.from(`${registry.username}:${registry.password}`).toString('base64')
    const header = Buffer.from(JSON.stringify({ username: registry.username, password: registry.password })).toString(
      'base64url',
    )
    const secrets = [registry.password, auth, header.slice(0, -4), ...passwords]
    const end = `/run/${place().name}-end`
    // One host's processes are those of all. Files stay longer: who looks at them leaves the machine to others.
    const ofProcesses = ['python3', '-c', sampler, end, 'cmdline', 'environ']
    const ofFiles = ['nice', 'python3', '-c', fileSampler, end, `${file},wrong`, ...folders]
    const watching = [
      testbed.run(testbed.host(0), ofProcesses, { stdin: [...secrets, ...sights].join(' ') }),
      ...testbed.hosts.map((host) => testbed.run(host, ofFiles, { stdin: secrets.join(' ') })),
    ]
    try {
      await work()
    } finally {
      for (const host of testbed.hosts.keys()) await run(host, 'touch "$1"', end)
    }
    const seen = await Promise.all(watching)
    for (const host of testbed.hosts.keys()) await run(host, 'rm "$1"', end)
    const kept = new RegExp(
      `^(?:looks \\d+|\\d+ /dev/shm/berth-login-\\S+/config\\.json \\d+|(?:${sights.map((_, place) => secrets.length + place).join('|') || 'none'}) .*)$`,
    )
    for (const { stdout, stderr } of seen) {
      expect(stderr).toBe('')
      expect(stdout).toMatch(/^looks [1-9]\d*$/m)
      expect(
        stdout
          .trim()
          .split('\n')
          .filter((line) => !kept.test(line)),
      ).toEqual([])
    }
    return seen[0]?.stdout ?? ''
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
    expect(JSON.stringify(events)).not.toContain(inJson(hosts().registry.password))
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

  describeOnEngine('a password of this machine', (kind) => {
    const place = usePlace(() => hosts().testbed, { kind, hostsOf: threeHosts })
    const forms = [
      ['a variable', () => ({ password_env: 'REGISTRY_TOKEN' })],
      ['a command', () => ({ password_command: printing() })],
    ] as const

    test.each(forms)(
      'of %s is in no process of a host, in no file after the pull, and in nothing told',
      async (_, of) => {
        const { registry, publish, run, testbed } = hosts()
        const image = await publish()
        const events: ClusterEvent[] = []
        const variables = { REGISTRY_TOKEN: registry.password }
        const cluster = place().open(
          'per_run',
          { variables, onEvent: (event) => events.push(event) },
          container(image, of()),
        )
        // The pull is held, so that its processes are looked at for a while.
        await run(0, 'kill -STOP $(pidof docker-registry)')
        const sights = ['/images/create?', '/dev/shm/berth-login-']
        const seen = await unseen(
          async () => {
            const up = cluster.up()
            try {
              await run(
                1,
                `timeout 60 sh -c 'until ${pulling} || pgrep -f "[-]-authfile"; do sleep 0.05; done'; sleep 1`,
              )
            } finally {
              await run(0, 'kill -CONT $(pidof docker-registry)')
            }
            expect((await up)?.action).toBe('launch')
          },
          { sights },
        )
        // The pull itself was seen, and with it whatever it was given.
        expect(seen).toMatch(/^\d .* -K - .*\/images\/create\?|^\d .* --authfile \/dev\/shm\/berth-login-/m)
        for (const host of testbed.hosts.keys()) expect(await traces(host)).toBe('')
        expect(JSON.stringify([events, cluster.config])).not.toContain(inJson(registry.password))
        expect(events.filter(({ type }) => type === 'warning')).toEqual([])
        const made = await run(0, `${kind.program} inspect "$1"`, place().name)
        expect(made).not.toMatch(/puller|REGISTRY_TOKEN/)
        await cluster.down()
      },
    )

    test.each([
      ['a variable', { password_env: 'REGISTRY_TOKEN' }, /the variable REGISTRY_TOKEN of this machine holds/],
      ['a command', { password_command: 'echo nonsense' }, /the output of password_command holds/],
    ])('of %s that is wrong is told with where it is from, and not shown', async (_, password, remedy) => {
      const image = await hosts().publish()
      const variables = { REGISTRY_TOKEN: 'nonsense' }
      let failed: HostsError | undefined
      await unseen(
        async () => {
          failed = await failureOf(place().open('per_run', { variables }, container(image, password)).up())
        },
        { passwords: ['nonsense', Buffer.from('puller:nonsense').toString('base64')] },
      )
      const error = failed as HostsError
      expect(error.message).toMatch(/Check that puller may pull/)
      expect(error.message).toMatch(remedy)
      expect(JSON.stringify(error)).not.toContain('nonsense')
      for (const host of hosts().testbed.hosts.keys()) expect(await traces(host)).toBe('')
    })
  })

  test.each([
    ['of a Berth that was killed', 'on the hosts', 'sudoer', () => ofFile],
    ['whose link was cut', 'of this machine', 'berth', () => ({ password_command: printing() })],
    [
      'whose engine hangs, of a Berth that was killed',
      'of this machine',
      'berth',
      () => ({ password_command: printing() }),
    ],
  ])(
    'a pull %s ends, and its login with it, within five seconds: a password %s',
    async (how, _, username, password) => {
      const { testbed, run, publish } = hosts()
      const image = await publish()
      const block = { ...container(image, password()), name: place().name, sshd: false, setup_script: false }
      const file = await testbed.clusterFile(block, { username })
      const berth = new BerthCommand(file, testbed.knownHostsFile)
      await run(0, 'kill -STOP $(pidof docker-registry)')
      const { child, ended } = berth.start('up')
      try {
        await unseen(async () => {
          await run(1, `timeout 60 sh -c 'until ${pulling}; do sleep 0.05; done'`)
          if (how.startsWith('whose engine')) await run(1, 'kill -STOP $(pidof dockerd)')
          if (how === 'whose link was cut') await testbed.cut(testbed.host(1).address)
          else child.kill('SIGKILL')
          await run(1, goneSoon)
        })
        expect(await traces(1)).toBe('')
      } finally {
        child.kill('SIGKILL')
        await ended
        await run(1, 'kill -CONT $(pidof dockerd)')
        await testbed.heal(testbed.host(1).address)
        await run(0, 'kill -CONT $(pidof docker-registry)')
        berth.remove()
      }
    },
  )
})

/** A text as it stands in JSON. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** Tells whether a client of Docker's interface pulls. */
const pulling = 'pgrep -f "[i]mages/create"'

/**
 * Fails unless logins and pulls are gone after so many looks: five seconds where the machine is idle, and more where
 * this waits for a processor as what it looks at does.
 */
const goneSoon = `
for look in $(seq 42); do
  ls -d /dev/shm/berth-login-* 2>/dev/null || ${pulling} || exit 0
  sleep 0.1
done
exit 1
`

/** Where a password might get to beside processes. */
const folders = ['/dev/shm', '/tmp', '/var/tmp', '/run', '/root', '/home', '/etc/docker', '/etc/containers', '/var/log']

/** Prints the files with the password or its login, but for those that were put there. */
const look = `
for word; do grep -rlF -- "$word" /dev/shm /tmp /run /root /home /var/tmp /etc 2>/dev/null; done | grep -v '/\\.registry-token$'
ls -d /dev/shm/berth-login-* /tmp/berth-login-* 2>/dev/null
:
`
