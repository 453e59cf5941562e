import { readFileSync } from 'node:fs'
import type { Cluster, MpiOptions } from '@berth/core'
import { expect } from 'vitest'
import { mpiImage, mpiUnderTest } from '../../../testbed/test/mpi-under-test.js'
import { BerthCommand } from './berth-command.js'
import { describeReal, realTest as test, testbed, threeHosts, usePlace } from './support/index.js'

const image = mpiImage

/** The words by which its launcher is told of a host, past Berth, and what comes of that: MPICH refuses them. */
const strangeHost = {
  openmpi: { args: ['--host', '192.0.2.7'], says: /192\.0\.2\.7/ },
  mpich: { args: ['-hosts', '192.0.2.7'], says: /duplicate host file or host list/ },
}[mpiUnderTest]

/** The rank, as its launcher tells it. */
const rank = { openmpi: '$OMPI_COMM_WORLD_RANK', mpich: '$PMI_RANK' }[mpiUnderTest]

/** Says the rank, the host and what was given, as any MPI program could. */
const tell = `echo "${rank} $(hostname) $GREETING $BERTH_RANK $(id -u)"`

const sorted = (text: string): string[] => text.trim().split('\n').sort()

describeReal('mpirun over the containers', () => {
  const place = usePlace(testbed, { hostsOf: threeHosts })

  const up = async (options: Partial<Parameters<typeof open>[0]> = {}): Promise<Cluster> => {
    const cluster = open(options)
    await cluster.up()
    return cluster
  }
  const open = ({ sshd = false, ...keys }: { readonly sshd?: boolean; readonly [key: string]: unknown }): Cluster =>
    place().open('per_run', {}, { image, sshd, sshd_port: 'auto', setup_script: null, ...keys })

  /** The words of processes in all containers that are ranks, daemons or the launcher. */
  const left = async (): Promise<string> => {
    const tops = place().addresses.map((host) => place().engines.command(host, 'top', place().name))
    return (
      (await Promise.all(tops))
        .join('\n')
        .match(/.*(?:orted|hydra|mpirun|the-rank|berth-mpi).*/g)
        ?.join('\n') ?? ''
    )
  }

  /** Where the hosts and their containers have some text, among the files that are not the image's programs. */
  const filesWith = async (text: string): Promise<string> => {
    const search = (...folders: readonly string[]) => ['grep', '-rlsF', '-D', 'skip', '--', text, ...folders]
    const folders = ['/root', '/home', '/etc', '/tmp', '/run', '/var/tmp', '/dev/shm']
    const inside = ['docker', 'exec', place().name, ...search(...folders, '/var/lib', '/opt', '/srv')]
    const onAll = async (words: readonly string[]): Promise<readonly string[]> => {
      const answers = await Promise.all(place().addresses.map((host) => testbed().run(host, words)))
      return answers.map(({ stdout }) => stdout)
    }
    // One after the other: an engine writes down what it is to run, and with it what is looked for.
    return [...(await onAll(search(...folders))), ...(await onAll(inside))].join('')
  }

  /** Sshd has a port that was free on all hosts, keeps it, and a cluster that wants it is told whose it is. */
  const holdsPort = async (cluster: Cluster): Promise<void> => {
    const [host = ''] = place().addresses
    const port = (await cluster.status()).get(host)?.sshdPort ?? 0
    expect((await cluster.plan())?.sshdPort).toBe(port)
    const others = (keys: Readonly<Record<string, unknown>>): Cluster =>
      open({ sshd: true, name: `${place().name}-2`, ...keys })
    const refused = (await others({ sshd_port: port }).plan())?.refusal
    const holder = `the sshd of Berth's cluster ${place().name} of `
    expect(refused).toMatchObject({ code: 'BERTH_SSHD_PORT_TAKEN', message: expect.stringContaining(holder) })
    const free = (await others({}).plan())?.sshdPort ?? port
    expect(free).not.toBe(port)
    expect(free).toBeGreaterThanOrEqual(2224)
  }

  test.each(['berth', 'sshd'] as const)(
    'runs ranks on all hosts, with the environment of each, by %s',
    async (launch) => {
      const cluster = await up({ sshd: launch === 'sshd' })
      const options: MpiOptions = { command: tell, ranks: 5, env: { GREETING: "it's $set" } }
      const result = (await cluster.mpirun({ ...options, timeout: '90s' })).throwIfFailed()
      expect(sorted(result.stdout)).toEqual([
        "0 h1 it's $set 0 0",
        "1 h1 it's $set 0 0",
        "2 h2 it's $set 1 0",
        "3 h2 it's $set 1 0",
        "4 h3 it's $set 2 0",
      ])
      const [first, second, third] = place().addresses
      expect(result).toMatchObject({ launch, exitCode: 0, failed: null, hosts: [first, first, second, second, third] })
      expect(result.launcher).toMatchObject({
        family: mpiUnderTest,
        dialect: mpiUnderTest === 'mpich' ? 'hydra' : 'orte',
      })
      expect([...result.daemons]).toEqual([])
      expect(await left()).toBe('')

      const failing = `[ "${rank}" != 3 ] || exit 7; exec -a the-rank sleep 60`
      const failed = await cluster.mpirun({ command: failing, ranks: 5, timeout: '90s' })
      expect(failed).toMatchObject({ exitCode: 7, failed: { rank: 3, host: second, how: 'exited with code 7' } })
      expect(() => failed.throwIfFailed()).toThrow(`${second}: run with mpirun: rank 3 on ${second} exited with code 7`)
      const killed = `[ "${rank}" != 4 ] || kill -KILL $$; exec -a the-rank sleep 60`
      const ended = await cluster.mpirun({ command: killed, ranks: 5, timeout: '90s' })
      expect(ended).toMatchObject({ failed: { rank: 4, host: third, how: 'was ended by signal 9' } })
      expect(await left()).toBe('')

      const [, , , body = ''] = readFileSync(testbed().keyFile, 'utf8').split('\n')
      expect(body).toMatch(/^[\w+/=]{60,}$/)
      expect(await filesWith(body)).toBe('')
      // The search finds the containers' own key, where there is one.
      const keys = await filesWith('OPENSSH PRIVATE KEY')
      expect(keys.includes('/var/lib/berth/keys/client_key')).toBe(launch === 'sshd')
      if (launch === 'sshd') await holdsPort(cluster)
    },
  )

  test.each(['berth', 'sshd'] as const)('leaves no rank after an abort and a timeout, by %s', async (launch) => {
    const cluster = await up({ sshd: launch === 'sshd' })
    const controller = new AbortController()
    let said = ''
    const running = cluster.mpirun({
      // SIGTERM alone does not end it.
      command: `trap '' TERM; echo begun; while :; do sleep 1; done; : the-rank`,
      ranks: 6,
      signal: controller.signal,
      onOutput: (_, chunk) => {
        said += Buffer.from(chunk)
        if (said.match(/begun/g)?.length === 6) controller.abort(new Error('enough'))
      },
    })
    expect(await running).toMatchObject({ endedBy: 'abort', exitCode: null, mayStillRun: null })
    expect(await left()).toBe('')
    const late = await cluster.mpirun({ command: 'exec -a the-rank sleep 60', ranks: 6, timeout: '3s' })
    expect(late).toMatchObject({ endedBy: 'timeout', mayStillRun: null })
    expect(() => late.throwIfFailed()).toThrow(expect.objectContaining({ code: 'BERTH_TIMEOUT' }))
    expect(await left()).toBe('')
  })

  test('names a host that the launcher was told of by others than Berth, and an image without MPI', async () => {
    const cluster = await up()
    const { args, says } = strangeHost
    const result = await cluster.mpirun({ command: ['hostname'], ranks: 1, args, timeout: '60s' })
    expect(result.exitCode).not.toBe(0)
    expect(() => result.throwIfFailed()).toThrow(says)
    const plain = place().open('per_run', {}, {})
    await cluster.down()
    await plain.up()
    await expect(plain.mpirun({ command: 'true' })).rejects.toMatchObject({
      code: 'BERTH_MPI_UNUSABLE',
      message: expect.stringContaining('the container has no Open MPI and no MPICH'),
    })
  })

  test('leaves no rank when berth itself is killed', async () => {
    const { name } = place()
    const hosts = testbed().hosts.slice(0, 3)
    const file = await testbed().clusterFile(
      { image, name, sshd: false, setup_script: false, runtime: { args: { defaults: 'none', network: 'host' } } },
      { hosts },
    )
    const berth = new BerthCommand(file, testbed().knownHostsFile)
    try {
      expect(await berth.run('up')).toMatchObject({ exitCode: 0 })
      const { child } = berth.start('mpirun', '-n', '6', '--', 'echo begun; exec -a the-rank sleep 100')
      let said = ''
      child.stdout?.on('data', (piece: string) => {
        said += piece
      })
      await expect.poll(() => said.match(/begun/g)?.length).toBe(6)
      expect(await left()).toContain('the-rank')
      child.kill('SIGKILL')
      await expect.poll(left).toBe('')
      const { exitCode, stdout } = await berth.run('mpirun', '-n', '3', '--', 'hostname')
      expect([exitCode, sorted(stdout)]).toEqual([0, ['h1', 'h2', 'h3']])
    } finally {
      await berth.run('down')
      berth.remove()
    }
  })
})
