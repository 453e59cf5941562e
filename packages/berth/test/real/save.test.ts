import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'
import { BerthCommand } from './berth-command.js'
import { describeOnEngine, realTest as test, testbed, usePlace } from './support/index.js'

describeOnEngine('an image of a container', (kind) => {
  const place = usePlace(testbed, { kind })
  const { program } = kind
  const made: BerthCommand[] = []
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'berth-save-'))
  })
  afterEach(async () => {
    for (const one of made.splice(0)) one.remove()
    rmSync(folder, { recursive: true })
    const script = `${program} image rm --force ${saved()}`
    for (const host of hosts()) await testbed().run(host, script)
  })

  const hosts = (): readonly string[] => place().addresses.slice(0, 2)
  const saved = (): string => `localhost/${place().name}:ready`
  const berth = async (container: object): Promise<BerthCommand> => {
    const whole = { name: place().name, lifetime: 'persistent', ...container }
    const runtime = { name: program, args: { defaults: 'none', network: 'host' } }
    const file = await testbed().clusterFile(
      { ...whole, runtime },
      { hosts: hosts().map((host) => testbed().host(host)) },
    )
    const one = new BerthCommand(file, testbed().knownHostsFile)
    made.push(one)
    return one
  }
  const on = async (host: string, script: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await testbed().run(host, script)
    if (exitCode !== 0) throw new Error(stderr)
    return stdout.trim()
  }
  const passing = (host: string): Promise<string> =>
    on(host, `${program} image ls --quiet --no-trunc --filter label=berth.saving`)

  test('has what was installed, no key, marker or value of Berth’s, and its set needs no setup script', async () => {
    const [host = '', other = ''] = hosts()
    const secret = randomUUID()
    const script = join(folder, 'setup.sh')
    writeFileSync(script, 'head -c 2000000 /dev/urandom >/opt/tool\n')
    const first = await berth({
      image: 'berth/debian-sshd:12',
      setup_script: script,
      sshd: true,
      env: { TOKEN: secret },
    })
    expect(await first.run('up')).toMatchObject({ exitCode: 0 })
    const inside = 'sha256sum /opt/tool; cat /var/lib/berth/keys/client_key; cat /var/lib/berth/provisioned'
    const [sum = '', ...lines] = (await on(host, `${program} exec ${place().name} sh -c '${inside}'`)).split('\n')
    const key = lines[2] ?? ''
    const marker = lines.at(-1) ?? ''
    expect([key.length, marker]).toEqual([70, expect.stringContaining('"state":"done"')])
    const before = await place().seen(0)

    const { child, ended } = first.start('save', saved())
    await expect.poll(() => passing(host), { interval: 50 }).not.toBe('')
    child.kill('SIGKILL')
    await ended
    await expect.poll(() => passing(host)).toBe('')

    const done = await first.run('save', '--json', saved())
    expect(done).toMatchObject({ exitCode: 0 })
    expect(done.json).toMatchObject({ host, hosts: { [host]: { changed: true }, [other]: { changed: true } } })
    expect(await place().seen(0)).toEqual(before)
    const secrets = [secret, key, JSON.parse(marker).launch].map((text) => `-e ${text}`).join(' ')
    for (const each of hosts()) {
      const search = `${program} save ${saved()} | grep -acF ${secrets} || true`
      expect([await on(each, search), await passing(each)]).toEqual(['0', ''])
    }
    expect(await first.run('save', saved())).toMatchObject({ exitCode: 3 })
    const archive = join(folder, 'lab.tar')
    expect(await first.run('save', saved(), '--archive', archive)).toMatchObject({ exitCode: 0 })
    expect(statSync(archive).size).toBeGreaterThan(2_000_000)
    expect(await first.run('down', '--destroy')).toMatchObject({ exitCode: 0 })

    const second = await berth({ image: saved(), setup_script: false, sshd: true })
    expect(await second.run('up')).toMatchObject({ exitCode: 0 })
    const shown = await second.run('exec', '--', `sha256sum /opt/tool; echo "TOKEN=$TOKEN"; ssh ${other} hostname`)
    expect(shown).toMatchObject({ exitCode: 0, stdout: expect.stringContaining(`${sum}\nTOKEN=\n`) })
    const label = `${program} container inspect --format '{{index .Config.Labels "berth-saved.container"}}' ${place().name}`
    expect(await on(other, label)).toBe(before.id)
    expect(await second.run('push', archive)).toMatchObject({ exitCode: 0 })
  }, 120_000)
})
