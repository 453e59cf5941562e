import type { Cluster, ContainerInput } from '@berth/core'
import { afterAll, expect, it, vi } from 'vitest'
import { BerthCommand } from './berth-command.js'
import { asCommandLine, describeReal, openOn, testbed, uniqueName } from './support/index.js'

/** Seconds: the shortest that leaves a busy machine time for three renewals. */
const lease = 10

describeReal('a container with a lease', () => {
  const opened: Cluster[] = []
  const commands: BerthCommand[] = []
  const names: string[] = []

  afterAll(async () => {
    await Promise.all(opened.splice(0).map((cluster) => cluster.close()))
    for (const command of commands.splice(0)) command.remove()
    const all = names.splice(0)
    await Promise.all(testbed().hosts.map((host) => testbed().run(host, ['docker', 'rm', '--force', ...all])))
  })

  const docker = async (index: number, ...words: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await testbed().run(address(index), ['docker', ...words])
    if (exitCode !== 0) throw new Error(`docker ${words.join(' ')}: ${stderr}`)
    return stdout.trim()
  }
  const address = (index: number): string => testbed().host(index).address
  const newName = (): string => {
    const name = uniqueName()
    names.push(name)
    return name
  }
  const open = (container: Partial<ContainerInput>, options: Parameters<typeof openOn>[2] = {}): Cluster => {
    const cluster = openOn(testbed(), { lease, ...container }, { hosts: ['h1'], ...options })
    opened.push(cluster)
    return cluster
  }
  const isThere = async (index: number, name: string): Promise<boolean> =>
    (await docker(index, 'ps', '--all', '--quiet', '--filter', `name=^${name}$`)) !== ''
  /**
   * Waits until a container is gone from a host, however much else the machine has to do; gives when it ended, in
   * seconds. That is asked while it is there: an engine does not remember its events for long.
   */
  const ended = async (index: number, name: string): Promise<number> => {
    const at = testbed()
      .run(address(index), ['docker', 'wait', name])
      .then(() => now())
    await vi.waitUntil(async () => !(await isThere(index, name)), { timeout: 60_000, interval: 1000 })
    return at
  }
  const now = (): number => Date.now() / 1000
  const until = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, (time - now()) * 1000))

  it.concurrent('ends when nobody renews it and nothing runs in it, whoever its user is', async () => {
    const abandoned = async (container: Partial<ContainerInput>): Promise<void> => {
      const name = newName()
      const cluster = open({ name, ...container })
      await cluster.up()
      const from = now()
      await cluster.close()
      expect(await ended(0, name)).toBeGreaterThan(from + lease / 2)
    }
    await Promise.all([abandoned({}), abandoned({ runtime: { args: { extra: ['--user', '1234:1234'] } } })])
  })

  it.concurrent('ends after its process was killed, once the command is over', async () => {
    const name = newName()
    const container = { image: 'berth/busybox:1', name, sshd: false, setup_script: false, lease }
    const file = await testbed().clusterFile(container, { hosts: testbed().hosts.slice(0, 2) })
    const berth = new BerthCommand(file, testbed().knownHostsFile)
    commands.push(berth)
    const { child, ended: over } = berth.start('run', '--', 'echo begun; sleep 4')
    await new Promise<void>((resolve) => void child.stdout?.once('data', () => resolve()))
    child.kill('SIGKILL')
    const killed = now()
    await over
    for (const end of await Promise.all([ended(0, name), ended(1, name)])) expect(end).toBeGreaterThan(killed)
  })

  it.concurrent('lives on while its process does, and while a command runs that was left there', async () => {
    const [renewed, held] = [newName(), newName()]
    const cluster = open({ name: renewed })
    const leaving = open({ name: held })
    await Promise.all([cluster.up(), leaving.up()])
    const began = now()
    await leaving.start(['sleep', String(3 * lease)])
    await leaving.close()
    const from = now()
    await until(from + 1.4 * lease)
    expect([await isThere(0, renewed), await isThere(0, held)]).toEqual([true, true])
    expect(await ended(0, held)).toBeGreaterThan(began + 3 * lease)
    expect((await cluster.exec('echo here')).get(address(0)).stdout).toBe('here\n')
    await cluster.down()
    expect(await isThere(0, renewed)).toBe(false)
  })

  it.concurrent('lives on while somebody is logged in to its sshd, and no longer', async () => {
    const name = newName()
    const sshd = { image: 'berth/debian-sshd:12', sshd: true, sshd_port: 22_403, setup_script: null } as const
    const cluster = open({ name, ...sshd }, { hosts: ['h1', 'h2'] })
    await cluster.up()
    await cluster.close()
    const from = now()
    await docker(0, 'exec', '--detach', name, 'ssh', address(1), `sleep ${2 * lease + 5}`)
    await until(from + lease + 4)
    expect([await isThere(0, name), await isThere(1, name)]).toEqual([true, true])
    for (const end of await Promise.all([ended(0, name), ended(1, name)]))
      expect(end).toBeGreaterThan(from + 2 * lease + 5)
  })

  it.concurrent('that is handed over has one if the file says so, which each use renews; a persistent one has none', async () => {
    const [name, other] = [newName(), newName()]
    const idle = 2 * lease
    const made = open({ name, lease: idle }, asCommandLine)
    const persistent = open({ name: other, lifetime: 'persistent', lease: 'none' })
    await Promise.all([made.up(), persistent.up()])
    const from = now()
    await made.close()
    expect(await docker(0, 'inspect', '--format', '{{.HostConfig.AutoRemove}}', other)).toBe('false')
    await until(from + idle / 2)
    const using = open({ name, lease: idle }, asCommandLine)
    const used = now()
    await using.attach()
    await using.close()
    expect(await ended(0, name)).toBeGreaterThan(used + idle)
    expect(await docker(0, 'inspect', '--format', '{{.State.Running}}', other)).toBe('true')
  })
})
