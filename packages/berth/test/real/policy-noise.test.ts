import { beforeAll, expect } from 'vitest'
import { describeOnEngine, type EngineKind, realTest as test, useOwnHosts, usePlace } from './support/index.js'

/**
 * An engine's command that warns at every call, and a login that greets: on both streams, in lines that look like an
 * answer.
 */
const noise = ({ program, home }: EngineKind): string => `mkdir -p /usr/local/bin
cat >/usr/local/bin/${program} <<'END'
#!/bin/sh
echo 'WARNING: Error loading config file: open /home/berth/.docker/config.json: permission denied' >&2
exec /usr/bin/${program} "$@"
END
chmod 755 /usr/local/bin/${program}
for file in .bashrc .bash_profile .profile; do
  echo 'echo "Welcome to node $(hostname): [] exited null"; echo "quota: none" >&2' >${home}/$file
done`

const hosts = useOwnHosts(2)

describeOnEngine('hosts that are noisy on both streams', (kind) => {
  const place = usePlace(hosts, { kind })
  beforeAll(async () => {
    await Promise.all(hosts().hosts.map((host) => hosts().run(host, noise(kind))))
  })

  test('the noise is there', async () => {
    const cluster = place().open('per_run')
    const seen = await cluster.execOnHost(`${kind.program} version >/dev/null`)
    expect([...seen].map(({ stderr }) => /WARNING/.test(stderr))).toEqual([true, true])
    const login = await place().testbed.run('h1', ['su', kind.username, '-c', 'bash -lc true'])
    expect(login.stdout).toContain('Welcome')
  })

  test('do not turn a running container into an absent one, nor an absent one into anything else', async () => {
    const maker = place().open('persistent')
    expect((await maker.up())?.action).toBe('launch')
    const before = await place().snapshot()
    const cluster = place().open('persistent')
    expect(await cluster.up()).toMatchObject({ action: 'attach', warnings: [] })
    expect(await place().snapshot()).toEqual(before)
    const results = await cluster.exec('echo out; echo err >&2; exit 3')
    expect([...results].map(({ exitCode, stdout, stderr }) => [exitCode, stdout, stderr])).toEqual(
      place().addresses.map(() => [3, 'out\n', 'err\n']),
    )
    await place().stop(0)
    expect((await place().open('persistent').up())?.action).toBe('restart')
    await place().open('persistent').down({ destroy: true })
    expect([...(await place().snapshot()).values()]).toEqual([null, null])
  })
})
