import { afterEach, expect, it } from 'vitest'
import { BerthCommand } from './berth-command.js'
import { describeReal, useOwnHosts } from './support/index.js'

const name = `berth-handed-over-${process.pid}`

describeReal('what one process of the berth command leaves to others', () => {
  const testbed = useOwnHosts(2)
  const made: BerthCommand[] = []

  /** A home of its own for each, as a service has another than a shell; on the hosts of these numbers. */
  const berthOn = async (...indexes: readonly number[]): Promise<BerthCommand> => {
    const hosts = testbed().hosts.filter((_, index) => indexes.includes(index))
    const container = {
      image: 'berth/busybox:1',
      name,
      sshd: false,
      setup_script: false,
      runtime: { args: { defaults: 'none' } },
    }
    const one = new BerthCommand(await testbed().clusterFile(container, { hosts }), testbed().knownHostsFile)
    made.push(one)
    return one
  }
  /** The container of that name on each host, seen from outside; empty where there is none. */
  const ids = (): Promise<string[]> =>
    Promise.all(
      testbed().hosts.map(async (host) => {
        const list = ['docker', 'ps', '-aq', '--no-trunc', '--filter', `name=^${name}$`]
        return (await testbed().run(host, list)).stdout.trim()
      }),
    )

  afterEach(async () => {
    for (const host of testbed().hosts) await testbed().run(host, ['docker', 'rm', '-f', name])
    for (const one of made.splice(0)) one.remove()
  })

  it('a process with another home replaces nothing, uses it, and takes it down', async () => {
    const [shell, service] = [await berthOn(0, 1), await berthOn(0, 1)]
    expect(await shell.run('up')).toMatchObject({ exitCode: 0 })
    const before = await ids()
    const refused = await service.run('run', '--', 'true')
    expect(refused).toMatchObject({ exitCode: 3, stderr: expect.stringMatching(/of run \S+ of user /) })
    expect(await service.run('exec', '--', 'true')).toMatchObject({ exitCode: 0 })
    expect(await service.run('up')).toMatchObject({ exitCode: 0 })
    expect(await ids()).toEqual(before)
    expect(await service.run('down')).toMatchObject({ exitCode: 0 })
    expect(await ids()).toEqual(['', ''])
    expect(await shell.run('down')).toMatchObject({ exitCode: 0 })
  }, 120_000)

  it('two cluster files with one container name do not meet', async () => {
    const [one, other] = [await berthOn(0), await berthOn(1)]
    expect(await one.run('up')).toMatchObject({ exitCode: 0 })
    expect(await other.run('up')).toMatchObject({ exitCode: 0 })
    const [, kept = ''] = await ids()
    expect(await one.run('down')).toMatchObject({ exitCode: 0 })
    expect(await other.run('exec', '--', 'true')).toMatchObject({ exitCode: 0 })
    expect(await other.run('up')).toMatchObject({ exitCode: 0 })
    expect(await ids()).toEqual(['', kept])
    expect(await other.run('down')).toMatchObject({ exitCode: 0 })
    expect(await ids()).toEqual(['', ''])
  }, 120_000)

  it('a foreign container is left by down, which exits with 3 and says so', async () => {
    const berth = await berthOn(0)
    const [host] = testbed().hosts
    if (host === undefined) throw new Error('There is no host')
    await testbed().run(host, ['docker', 'run', '-d', '--name', name, 'berth/busybox:1', 'sleep', '600'])
    const before = await ids()
    expect(await berth.run('down')).toMatchObject({ exitCode: 3, stderr: expect.stringContaining('not made by Berth') })
    expect(await berth.run('up', '--replace', 'in_use')).toMatchObject({ exitCode: 3 })
    expect(await ids()).toEqual(before)
    expect(await berth.run('up', '--replace', 'foreign')).toMatchObject({ exitCode: 0 })
    expect(await ids()).not.toEqual(before)
  }, 120_000)
})
