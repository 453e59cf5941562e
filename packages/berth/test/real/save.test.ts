import { randomUUID } from 'node:crypto'
import { afterEach, expect } from 'vitest'
import { describeOnEngine, realTest as test, testbed, usePlace } from './support/index.js'

describeOnEngine('an image of a container', (kind) => {
  const place = usePlace(testbed, { kind })
  const { program } = kind
  const hosts = (): readonly string[] => place().addresses.slice(0, 2)
  const reference = (): string => `localhost/${place().name}:ready`
  afterEach(async () => {
    for (const host of hosts()) await testbed().run(host, [program, 'image', 'rm', '--force', reference()])
  })

  const on = async (host: string, script: string): Promise<string> => {
    const { exitCode, stdout, stderr } = await testbed().run(host, script)
    if (exitCode !== 0) throw new Error(stderr)
    return stdout.trim()
  }

  test('has what was installed and nothing of Berth’s, on all hosts, and its set needs no setup script', async () => {
    const [host = '', other = ''] = hosts()
    const secret = randomUUID()
    const open = (container: object) =>
      place().open('persistent', { hosts: hosts() }, { runtime: { args: { defaults: 'none' } }, ...container })
    const first = open({ env: { TOKEN: secret } })
    await first.up()
    const install =
      'echo installed >/opt-tool; mkdir /var/lib/berth/sshd; echo "$TOKEN" >/var/lib/berth/sshd/sshd_config'
    expect((await first.exec(install)).ok).toBe(true)
    const before = await place().seen(0)

    const saved = await first.save(reference())
    expect(
      [...(saved?.images ?? [])].map(([each, { identity, changed }]) => [each, identity.configDigest, changed]),
    ).toEqual(hosts().map((each) => [each, saved?.configDigest, true]))
    expect(await place().seen(0)).toEqual(before)
    for (const each of hosts()) {
      const search = `${program} save ${reference()} | grep -acF -e ${secret} -e ${before.labels['berth.launch']} || true`
      const passing = `${program} image ls --quiet --filter label=berth.saving`
      expect(await on(each, `${search}; ${passing}`)).toBe('0')
    }
    await expect(first.save(reference())).rejects.toMatchObject({ code: 'BERTH_SAVE_REFUSED' })
    await first.down({ destroy: true })

    const second = open({ image: reference() })
    await second.up()
    const shown = await second.exec('cat /opt-tool; echo "TOKEN=$TOKEN"; ls /var/lib/berth')
    expect(shown.get(other).stdout).toMatch(/^installed\nTOKEN=\n(?![\s\S]*sshd)/)
    const { labels } = await place().seen(1)
    expect([labels['berth-saved.host'], labels['berth-saved.container']]).toEqual([host, before.id])
  })
})
