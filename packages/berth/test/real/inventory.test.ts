import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Run } from '@berth/core'
import { podmanRuntime } from '@berth/runtime-docker'
import { afterAll, beforeAll, expect } from 'vitest'
import { berthLabels } from '../../../core/src/lifetime/owners/labels.js'
import type { FoundAnswer, PrunedAnswer } from '../../src/cli/json/answers.js'
import { BerthCommand, type CommandOutcome } from './berth-command.js'
import {
  describeReal,
  openOn,
  runOfAnotherUser,
  runOfDeadProcess,
  realTest as test,
  useOwnHosts,
} from './support/index.js'

const image = 'berth/busybox:1'

/** The login `sudoer` has docker through sudo alone, a Podman of its own, and the rootful one through sudo. */
const username = 'sudoer'

describeReal('everything of Berth’s on hosts that several people use', () => {
  const testbed = useOwnHosts(2)
  const commands: BerthCommand[] = []
  const berthOn = async (container: Readonly<Record<string, unknown>>): Promise<BerthCommand> => {
    const plain = { image, sshd: false, setup_script: false, runtime: { args: { defaults: 'none' } }, ...container }
    const command = new BerthCommand(await testbed().clusterFile(plain, { username }), testbed().knownHostsFile)
    commands.push(command)
    return command
  }
  const onHost = async (host: number, words: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await testbed().run(testbed().host(host), words)
    if (exitCode !== 0) throw new Error(`${words.join(' ')}: ${stderr}`)
    return stdout.trim()
  }
  /** Makes a container by hand, as another user's Berth would. */
  const make = (program: string, name: string, made: Run, lifetime: 'per_run' | 'persistent', how: string[]) => {
    const labels = { cluster: 'theirs', run: made.id, launch: `launch-${name}`, handedOver: false, spec: '{}' }
    const flags = Object.entries(berthLabels({ ...labels, owner: made.owner, lifetime })).flatMap(([label, value]) => [
      '--label',
      `${label}=${value}`,
    ])
    return onHost(0, [program, ...how, '--name', name, '--network', 'none', ...flags, image, 'sleep', '3600'])
  }
  const foundIn = ({ json }: CommandOutcome, host: string): readonly FoundAnswer[] =>
    (json?.hosts[host] as { containers?: readonly FoundAnswer[] } | undefined)?.containers ?? []
  const rows = (outcome: CommandOutcome, host: string): string[] =>
    foundIn(outcome, host).map(({ name, runtime, reachedBy, state, whose, verdict }) =>
      [name, `${runtime} by ${reachedBy}`, state, whose, verdict].join(', '),
    )
  const address = (host: number): string => testbed().host(host).address

  beforeAll(async () => {
    const archive = testbed().images.find(({ reference }) => reference === image)?.hostPath ?? ''
    await onHost(0, ['podman', 'load', '--input', archive])
    await onHost(0, ['sudo', '-u', username, '-i', '--', 'podman', 'load', '--input', archive])
    await onHost(0, ['install', '-D', '/dev/null', `/var/lib/systemd/linger/${username}`])
  })
  afterAll(() => {
    for (const command of commands) command.remove()
  })

  test('is told, whoever made it, by every engine of a host; what is left over goes, and nothing else', async () => {
    const withDevice = ['--device', '/dev/null']
    // Left by a process that was killed in the middle of a command.
    const killed = await berthOn({ name: 'killed' })
    const { child, ended } = killed.start('run', '--stream', '--', 'echo up; exec sleep 600')
    await new Promise<void>((resolve) => child.stdout?.on('data', () => resolve()))
    child.kill('SIGKILL')
    await ended
    // In use by this process, and handed over by one that is gone.
    const used = openOn(
      testbed(),
      { name: 'used', runtime: { name: 'docker', args: { defaults: 'none' } } },
      { username },
    )
    await used.up()
    const given = await berthOn({ name: 'given' })
    expect(await given.run('up')).toMatchObject({ exitCode: 0 })
    // Persistent, with the Podman of the login, on one host.
    const podman = openOn(
      testbed(),
      {
        name: 'mine',
        lifetime: 'persistent',
        runtime: { name: 'podman', privilege: 'plain', args: { defaults: 'none' } },
      },
      { username, hosts: [testbed().host(0)], runtimes: { podman: podmanRuntime() } },
    )
    await podman.up()
    // Somebody else's, one that a dead process created and did not start, and what is not Berth's.
    await make('podman', 'theirs', runOfAnotherUser(), 'persistent', ['run', '--detach', ...withDevice])
    await make('docker', 'created', runOfDeadProcess(), 'per_run', ['create', ...withDevice])
    await onHost(0, ['docker', 'run', '--detach', '--name', 'foreign', '--network', 'none', image, 'sleep', '3600'])

    const listed = await killed.run('ls', '--json')
    expect(listed.exitCode, listed.stderr).toBe(0)
    expect(rows(listed, address(0))).toEqual([
      'created, docker by sudo, stopped, mine, left over',
      'given, docker by sudo, running, mine, kept',
      'killed, docker by sudo, running, mine, left over',
      'used, docker by sudo, running, mine, in use',
      'mine, podman by plain, running, mine, kept',
      'theirs, podman by sudo, running, somebody else, kept',
    ])
    expect(rows(listed, address(1))).toEqual([
      'given, docker by sudo, running, mine, kept',
      'killed, docker by sudo, running, mine, left over',
      'used, docker by sudo, running, mine, in use',
    ])
    const devices = foundIn(listed, address(0)).map((one) => [one.name, one.devices] as const)
    expect(devices.filter(([, paths]) => paths.length > 0)).toEqual([
      ['created', ['/dev/null']],
      ['theirs', ['/dev/null']],
    ])
    const shown = await killed.run('prune')
    expect(shown).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('3 containers on 2 hosts: nothing') })
    expect(shown.stdout).toMatch(
      /^killed +running +per_run +\S+@\S+ \(pid \d+\) .* min left .*left behind by a process/m,
    )
    const pruned = await killed.run('prune', '--yes', '--json')
    expect(pruned.exitCode, pruned.stderr).toBe(0)
    expect(
      (foundIn(pruned, address(0)) as readonly PrunedAnswer[]).map(({ name, removed }) => [name, removed]),
    ).toEqual([
      ['created', true],
      ['killed', true],
    ])
    const names = ['docker', 'ps', '--all', '--format', '{{.Names}}']
    expect((await onHost(0, names)).split('\n').sort()).toEqual(['foreign', 'given', 'used'])
    expect((await onHost(1, names)).split('\n').sort()).toEqual(['given', 'used'])

    // Persistent ones by name alone, and only the own.
    expect(await killed.run('prune', '--name', 'theirs', '--yes')).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('theirs stays'),
    })
    expect(await killed.run('prune', '--name', 'mine', '--yes')).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining('removed mine'),
    })
    expect((await onHost(0, ['podman', 'ps', '--format', '{{.Names}}'])).split('\n')).toEqual(['theirs'])

    // Everybody else goes on.
    expect((await used.exec('echo here')).throwIfFailed().get(address(0)).stdout).toBe('here\n')
    expect(await given.run('exec', '--', 'true')).toMatchObject({ exitCode: 0 })
    await used.down()
    await Promise.all([used.close(), podman.close()])
    expect(await given.run('down')).toMatchObject({ exitCode: 0 })
  }, 240_000)

  test('needs no cluster file, and a host that cannot be reached is told, not left out', async () => {
    const berth = await berthOn({ name: 'none' })
    mkdirSync(join(berth.home, '.ssh'), { recursive: true })
    writeFileSync(join(berth.home, '.ssh', 'config'), `IdentityFile ${testbed().keyFile}\n`)
    await make('docker', 'alone', runOfDeadProcess(), 'per_run', ['create'])
    const hosts = `${username}@${address(0)},${username}@127.0.0.9:9`
    const listed = await berth.bare('ls', '--host', hosts, '--json')
    expect([listed.exitCode, listed.json?.cluster]).toEqual([4, null])
    expect(rows(listed, address(0))).toContain('alone, docker by sudo, stopped, mine, left over')
    expect(listed.json?.hosts['127.0.0.9']).toMatchObject({ ok: false, error: { code: 'BERTH_HOST_UNREACHABLE' } })
    const pruned = await berth.bare('prune', '--host', hosts, '--yes')
    expect(pruned).toMatchObject({ exitCode: 4, stdout: expect.stringContaining('removed alone') })
    expect(pruned.stderr).toContain('127.0.0.9')
  }, 120_000)

  test('an engine that does not answer is told, beside what the others have', async () => {
    const berth = await berthOn({ name: 'none' })
    await make('podman', 'left', runOfDeadProcess(), 'per_run', ['create'])
    await onHost(0, ['mv', '/run/docker.sock', '/run/docker.sock.away'])
    const listed = await berth.run('ls', '--json')
    await onHost(0, ['mv', '/run/docker.sock.away', '/run/docker.sock'])
    expect(listed.exitCode, listed.stderr).toBe(1)
    expect(listed.json?.hosts[address(0)]).toMatchObject({ ok: false, error: { code: 'BERTH_PROBE_UNTRUSTED' } })
    expect(listed.stderr).toContain('docker: the engine was not reached')
    expect(rows(listed, address(0))).toContain('left, podman by sudo, stopped, mine, left over')
    await onHost(0, ['podman', 'rm', 'left'])
  }, 120_000)
})
