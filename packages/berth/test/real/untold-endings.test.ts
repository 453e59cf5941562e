import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Cluster, HostsError } from '@berth/core'
import { afterAll, beforeAll, expect } from 'vitest'
import { Dockerd, describeReal, realTest as test, useOwnHosts, usePlace } from './support/index.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-scripts-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const hosts = useOwnHosts(1, { images: 'all' })

describeReal.each([true, false])('dockerd is killed, and containers outlive it: %s', (liveRestore) => {
  const place = usePlace(hosts)
  const host = (): string => place().addresses[0] ?? ''
  const dockerd = (): Dockerd => new Dockerd(place().testbed, host())

  /** What runs on the host with this in its command line, containers included. */
  const running = async (mark: string): Promise<string> =>
    (await place().testbed.run(host(), ['pgrep', '-f', mark])).stdout

  /** A cluster whose dockerd was started as the block says. */
  async function up(): Promise<Cluster> {
    await dockerd().kill()
    await dockerd().start(liveRestore)
    const cluster = place().open('per_run')
    await cluster.up()
    return cluster
  }

  async function failure(call: Promise<unknown>): Promise<HostsError> {
    const error = await call.catch((reason: unknown) => reason)
    if (!(error instanceof HostsError)) throw error
    return error
  }

  test('under a command: its end is lost, whatever code the client has, and it may still run, as it does', async () => {
    const cluster = await up()
    const sleep = `sleep 86${place().name.length}`
    const killed: Promise<void>[] = []
    const results = await cluster.exec(`echo began; ${sleep}; echo over`, {
      onOutput: () => {
        if (killed.length === 0) killed.push(dockerd().kill())
      },
    })
    await Promise.all(killed)
    const result = results.get(host())
    expect(result).toMatchObject({ endedBy: 'lost', exitCode: null, signal: null, stdout: 'began\n', error: null })
    expect(result.mayStillRun).toEqual({ because: 'end not told', process: expect.any(Number), processes: [] })
    expect(() => results.throwIfFailed()).toThrow(
      /its end was not told, as its container or the engine went away; it may still run \(process \d+ there\)/,
    )
    expect(await running(sleep)).not.toBe('')
    await dockerd().start(liveRestore)
    if (liveRestore) {
      const { process } = result.mayStillRun ?? {}
      const seen = await cluster.exec(['sh', '-c', 'tr "\\0" " " <"/proc/$1/cmdline"', 'sh', String(process)])
      expect(seen.get(host()).stdout).toContain(sleep)
    } else {
      while ((await running(sleep)) !== '') await delay(200)
    }
  }, 120_000)

  test('under a command that ends meanwhile: an exit code of the client is not the command’s', async () => {
    const cluster = await up()
    for (const code of [0, 3]) {
      let killing: Promise<void> | undefined
      const results = await cluster.exec(`echo began; sleep 1; exit ${code}`, {
        onOutput: () => {
          killing ??= dockerd().kill()
        },
      })
      await killing
      expect(results.get(host())).toMatchObject({ endedBy: 'lost', exitCode: null })
      await dockerd().start(liveRestore)
      if (!liveRestore) break
    }
  }, 120_000)

  test('under put: it is an error, and the file is there whole or not at all', async () => {
    const cluster = await up()
    const content = randomBytes(150_000_000)
    const id = (await place().seen(0)).id
    const { stdout: init } = await place().testbed.run(host(), ['docker', 'inspect', '-f', '{{.State.Pid}}', id])
    const arrives = `until [ "$(du -sk "/proc/$1/root/tmp" | cut -f1)" -gt 2000 ]; do :; done`
    const arriving = place().testbed.run(host(), ['sh', '-c', arrives, 'sh', init.trim()])
    const putting = failure(cluster.putFile('/tmp/large', content))
    await arriving
    await dockerd().kill()
    const error = await putting
    expect(error.code).toBe('BERTH_FILE_FAILED')
    expect(error.message).toMatch(/its end was not told: its container, or the engine, went away/)
    expect(error.message).toMatch(/may still run \(process \d+ there\)/)
    await dockerd().start(liveRestore)
    if (!liveRestore) return
    const { stdout } = (await cluster.exec('wc -c </tmp/large || echo none')).get(host())
    expect(['none', String(content.length)]).toContain(stdout.trim())
    await cluster.putFile('/tmp/large', content)
  }, 180_000)

  test('under provisioning: the script may have run on, and the container does not count as provisioned', async () => {
    await dockerd().kill()
    await dockerd().start(liveRestore)
    const script = join(folder, 'slow.sh')
    await writeFile(script, 'echo began\nsleep 8.125\necho over\n')
    const begins = 'for turn in $(seq 1000); do pgrep -f "sleep 8[.]125" && exit; sleep 0.02; done; exit 1'
    const begun = place().testbed.run(host(), ['sh', '-c', begins])
    const cluster = place().open('persistent', {}, { image: 'berth/debian-sshd:12', setup_script: script })
    const failing = failure(cluster.up({ keepFailed: true }))
    expect((await begun).exitCode).toBe(0)
    await dockerd().kill()
    const error = await failing
    await dockerd().start(liveRestore)
    expect(error.code).toBe('BERTH_PROVISION_FAILED')
    expect(error.message).toMatch(/the end was not told, [\d.]+ s after the start: .*slow\.sh may have run on/)
  }, 120_000)

  test('before a command is seen to start: it is not said that nothing ran', async () => {
    const cluster = await up()
    await dockerd().kill()
    const { error } = (await cluster.exec('echo never')).get(host())
    await dockerd().start(liveRestore)
    expect(error?.code).toBe('BERTH_EXEC_NOT_STARTED')
    expect(error?.message).toMatch(/Cannot connect to the Docker daemon/)
  }, 120_000)
})

describeReal('dockerd hangs', () => {
  const place = usePlace(hosts)
  const host = (): string => place().addresses[0] ?? ''
  const dockerd = (): Dockerd => new Dockerd(place().testbed, host())

  test('a timeout that falls due says that the command may still run, and as which process', async () => {
    const cluster = place().open('per_run')
    await cluster.up()
    let hanging: Promise<void> | undefined
    const results = await cluster.exec('echo began; sleep 8641', {
      timeout: '4s',
      onOutput: () => {
        hanging ??= dockerd().hang()
      },
    })
    await hanging
    const result = results.get(host())
    const { stdout } = await place().testbed.run(host(), ['pgrep', '-f', 'sleep 8641'])
    await dockerd().proceed()
    expect(result).toMatchObject({ endedBy: 'timeout', exitCode: null, stdout: 'began\n' })
    expect(result.mayStillRun).toEqual({ because: 'not ended', process: expect.any(Number), processes: [] })
    expect(stdout).not.toBe('')
    expect(() => results.throwIfFailed()).toThrow(
      /its timeout was up, and it could not be seen to be ended; it may still run \(process \d+ there\)/,
    )
    const sound = await cluster.exec('echo began; sleep 8642', { timeout: '2s' })
    expect(sound.get(host())).toMatchObject({ endedBy: 'timeout' })
    expect(sound.get(host())).not.toHaveProperty('mayStillRun')
  }, 120_000)
})
