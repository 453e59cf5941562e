import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import type { ClusterConfig } from '@berth/core'
import { Cluster } from '@berth/core'
import { dockerRuntime } from '@berth/runtime-docker'
import { sshTransport } from '@berth/transport-ssh'
import { afterEach, expect } from 'vitest'
import { configOn, describeReal, realTest as test, testbed, usePlace } from './support/index.js'

describeReal('exec on a cluster', () => {
  const place = usePlace(testbed)
  const opened: Cluster[] = []
  afterEach(async () => {
    for (const cluster of opened.splice(0)) await cluster.close()
  })

  /** A cluster whose head is its last host, with an environment in its file. */
  async function up(): Promise<Cluster> {
    const base = configOn(testbed(), { name: place().name })
    const [, head = ''] = place().addresses
    const config: ClusterConfig = { ...base, headHost: head, envVars: { FROM_FILE: "it's $set", OVERRIDDEN: 'file' } }
    const { keyFile: privateKeyFile, knownHostsFile } = testbed()
    const transport = sshTransport({ username: 'berth', privateKeyFile, knownHostsFile, agent: null })
    const cluster = new Cluster({ config, transport, runtimes: { docker: dockerRuntime() } })
    opened.push(cluster)
    await cluster.up()
    return cluster
  }

  test('the head is the one that the file names; env_vars reach every command, in containers and on hosts', async () => {
    const cluster = await up()
    const head = await cluster.exec('hostname', { hosts: 'head' })
    expect([...head].map(({ host, stdout }) => [host, stdout])).toEqual([[place().addresses[1], 'h2\n']])

    const words = ['sh', '-c', 'echo "$FROM_FILE/$OVERRIDDEN"']
    for (const results of [
      await cluster.exec(words, { env: { OVERRIDDEN: 'call' } }),
      await cluster.execOnHost(words, { env: { OVERRIDDEN: 'call' } }),
    ])
      for (const { stdout } of results.throwIfFailed()) expect(stdout).toBe("it's $set/call\n")
  })

  test('a shell string runs in the container as a whole, with user, working directory and standard input', async () => {
    const cluster = await up()
    const options = { user: '1234', workingDirectory: '/tmp', stdin: 'in\n' }
    const results = await cluster.exec('id -u; pwd; cat; cd / && pwd | tr / +', options)
    for (const { stdout, stderr } of results.throwIfFailed()) {
      expect(stdout).toBe('1234\n/tmp\nin\n+\n')
      expect(stderr).toBe('')
    }
    for (const host of place().addresses)
      expect(await place().engines.command(host, 'exec', place().name, 'ls', '/tmp')).toBe('')
  })

  test('bytes that are no text come back as they are, from containers and hosts', async () => {
    const cluster = await up()
    const words = ['sh', '-c', "printf '\\377\\000\\303\\050'; printf '\\200' >&2"]
    for (const results of [
      await cluster.exec(words, { encoding: 'buffer' }),
      await cluster.execOnHost(words, { encoding: 'buffer' }),
    ])
      for (const { stdout, stderr } of results.throwIfFailed())
        expect([[...stdout], [...stderr]]).toEqual([[0xff, 0x00, 0xc3, 0x28], [0x80]])
  })

  test('a slow host fails alone, with what it printed; the others are told whole', async () => {
    const cluster = await up()
    const pieces = new Map<string, string>()
    // It goes on when its child was ended first, until it is asked itself.
    const slowly = "trap 'echo asked to end; exit' TERM; while :; do sleep 0.1; done"
    const results = await cluster.exec(`echo began; [ "$(hostname)" != h2 ] || { ${slowly}; }`, {
      timeout: '2s',
      onOutput: (host, stream, chunk) => {
        const key = `${host} ${stream}`
        pieces.set(key, `${pieces.get(key) ?? ''}${Buffer.from(chunk)}`)
      },
    })
    const [quick = '', slow = ''] = place().addresses
    const printed = 'began\nasked to end\n'
    expect(results.get(slow)).toMatchObject({ endedBy: 'timeout', exitCode: null, stdout: printed })
    expect(results.get(slow)).not.toHaveProperty('mayStillRun')
    expect(results.get(quick)).toMatchObject({ exitCode: 0, stdout: 'began\n', error: null })
    expect(pieces.get(`${slow} stdout`)).toBe(printed)
    expect(() => results.throwIfFailed()).toThrow(/failed on 1 of 2 hosts\n10\.\S+\.12:/)
    expect(await place().engines.command(slow, 'top', place().name)).not.toContain('asked to end')
  })

  test('a listener that takes nothing holds the command itself back, in containers and on hosts', async () => {
    const cluster = await up()
    const [host = ''] = place().addresses
    const progress = `/tmp/progress-${place().name}`
    const endless = `while head -c 100000 /dev/zero; do echo >>${progress}; done`
    for (const where of ['exec', 'execOnHost'] as const) {
      const controller = new AbortController()
      const held = cluster[where](endless, {
        hosts: [host],
        signal: controller.signal,
        maxOutput: 0,
        onOutput: () => (controller.signal.aborted ? undefined : once(controller.signal, 'abort')),
      })
      const written = async (): Promise<string> =>
        (await cluster[where](`wc -l <${progress}`, { hosts: [host] })).get(host).stdout.trim()
      const seen = ['none']
      while (seen.at(-1) !== seen.at(-2) || Number(seen.at(-1)) === 0) {
        await delay(500)
        seen.push(await written())
        // Some 30 s, in which a host that is not held back writes without end.
        if (seen.length > 50) throw new Error(`it goes on: ${seen.join()}`)
      }
      controller.abort()
      expect((await held).get(host)).toMatchObject({ endedBy: 'abort' })
    }
  })

  test('hundreds of mixed exit codes come back as they were', { timeout: 240_000 }, async () => {
    const cluster = await up()
    const codes = Array.from({ length: 70 }, (_, index) => (index * 37) % 256)
    const results = await Promise.all(codes.map((code) => cluster.exec(`exit ${code}`)))
    for (const [index, each] of results.entries())
      expect([...each].map(({ exitCode }) => exitCode)).toEqual(Array(2).fill(codes[index]))
  })
})
