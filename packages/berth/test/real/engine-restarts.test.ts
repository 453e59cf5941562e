import type { Testbed } from '@berth/testbed'
import { afterEach, beforeEach, expect } from 'vitest'
import { BerthCommand } from './berth-command.js'
import { describeReal, realTest as test, uniqueName, useOwnHosts } from './support/index.js'

/** Ends a host's dockerd by a signal, and waits for its end. */
const stop = (signal: 'TERM' | 'KILL'): string => `
  dockerd=$(cat /run/docker.pid)
  tr '\\0' '\\n' <"/proc/$dockerd/cmdline" >/run/dockerd.words
  kill -${signal} "$dockerd"
  while kill -0 "$dockerd" 2>/dev/null; do sleep 0.05; done
  rm -f /run/docker.pid`

/** Starts it again as it was started. */
const start = `
  setsid xargs -d '\\n' -a /run/dockerd.words sh -c '"$@" >>/var/log/dockerd.log 2>&1 </dev/null &' sh`

describeReal('engines that restart or hang', () => {
  const hosts = useOwnHosts(2)
  let [name, berth]: [string, BerthCommand | undefined] = ['', undefined]
  beforeEach(async () => {
    name = uniqueName()
    const file = await hosts().clusterFile({
      name,
      image: 'berth/busybox:1',
      lifetime: 'per_run',
      sshd: false,
      setup_script: false,
      runtime: { args: { defaults: 'none', network: 'host' } },
    })
    berth = new BerthCommand(file, hosts().knownHostsFile)
  })
  afterEach(async () => {
    for (const { name: host } of hosts().hosts) {
      await run(
        hosts(),
        host,
        'kill -CONT "$(cat /run/docker.pid)"; until docker info >/dev/null 2>&1; do sleep 0.2; done',
      )
      await run(hosts(), host, `docker rm --force ${name}`)
    }
    berth?.remove()
  })
  const command = (): BerthCommand => {
    if (berth === undefined) throw new Error('there is a command in tests only')
    return berth
  }

  test.each(['TERM', 'KILL'] as const)(
    'an up that meets an engine in a restart (%s) waits for it and goes on',
    async (signal) => {
      const second = hosts().host(1)
      // A container that does not heed SIGTERM holds the restart up for ten seconds.
      const stubborn = `docker run --detach --name ${name}-holds --network host berth/busybox:1 sh -c 'trap "" TERM; while :; do sleep 1; done'`
      expect((await run(hosts(), second.name, stubborn)).exitCode).toBe(0)
      const stopping = run(hosts(), second.name, stop(signal))
      const restarting = stopping.then(() => run(hosts(), second.name, start))
      // One that was told to end does not answer while the container holds it up; one that was killed answers late.
      if (signal === 'TERM')
        await expect
          .poll(async () => (await run(hosts(), second.name, 'docker version')).exitCode, { timeout: 20_000 })
          .not.toBe(0)
      else await restarting
      const up = await command().run('up')
      expect((await restarting).exitCode).toBe(0)
      await run(hosts(), second.name, `docker rm --force ${name}-holds`)
      expect(up.exitCode, up.stderr).toBe(0)
      if (signal === 'TERM')
        expect(up.stderr).toMatch(
          new RegExp(`${second.address} +observe +the engine does not answer; looking again for 20 s`),
        )
      expect((await command().run('down')).exitCode).toBe(0)
    },
  )

  test('an engine that is not there at all is refused after 20 s, by up alone: status says at once what there is', async () => {
    const second = hosts().host(1)
    await run(hosts(), second.name, 'mv /run/docker.sock /run/docker.sock.away')
    try {
      const status = await command().run('status')
      expect(status.stdout).toMatch(/unknown/)
      expect(status.stderr).not.toMatch(/looking again/)
      const asked = performance.now()
      const up = await command().run('up')
      expect(up.exitCode).toBe(3)
      expect(up.stderr).toMatch(/looked at 7 times within 20 s/)
      expect(performance.now() - asked).toBeGreaterThan(20_000)
    } finally {
      await run(hosts(), second.name, 'mv /run/docker.sock.away /run/docker.sock')
    }
  })

  test('an engine that is stopped in the middle of a launch: lines say who is waited for, and the launch is given up in bounded time', async () => {
    const second = hosts().host(1)
    const first = hosts().host(0)
    // Once the arbiter, the first host, has its container, the second one's launch begins.
    const watching = run(
      hosts(),
      first.name,
      `until docker ps --all --format '{{.Names}}' | grep -qx ${name}; do sleep 0.02; done`,
    ).then(() => run(hosts(), second.name, 'kill -STOP "$(cat /run/docker.pid)"'))
    const { child, ended } = command().start('up')
    let lines = ''
    child.stderr?.on('data', (piece: string) => (lines += piece))
    await watching
    await expect
      .poll(() => lines, { timeout: 60_000, interval: 500 })
      .toMatch(new RegExp(`^launch 1/2 · \\d+:\\d\\d · waiting for ${second.address}$`, 'm'))
    await expect.poll(() => lines, { timeout: 90_000, interval: 500 }).toMatch(/launch +the engine does not answer/)
    const { exitCode, stderr } = await ended
    expect(exitCode, stderr).toBe(1)
    expect(stderr).toMatch(/launch container: the engine does not answer: 2 small questions/)
    // What may be left is told, with the command that takes it down once the engine answers again.
    const [takeDown = ''] = /berth down --run .*$/m.exec(stderr) ?? []
    expect(takeDown, stderr).toContain(second.address)
    await run(hosts(), second.name, 'kill -CONT "$(cat /run/docker.pid)"')
    const words = takeDown
      .split(' ')
      .slice(2)
      .filter((word, index, all) => word !== '--cluster' && all[index - 1] !== '--cluster')
    const down = await command().run('down', ...words)
    expect(down.exitCode, down.stderr).toBe(0)
    for (const { name: host } of hosts().hosts)
      expect((await run(hosts(), host, `docker ps --all --format '{{.Names}}'`)).stdout).not.toContain(name)
  }, 400_000)
})

function run(testbed: Testbed, host: string, command: string): ReturnType<Testbed['run']> {
  return testbed.run(host, command)
}
