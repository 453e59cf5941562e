import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HostsError } from '@berth/core'
import { afterAll, beforeAll, expect } from 'vitest'
import { describeReal, type Place, runOfDeadProcess, realTest as test, testbed, usePlace } from './support/index.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-scripts-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function script(name: string, text: string): Promise<{ image: string; setup_script: string }> {
  const path = join(folder, name)
  await writeFile(path, text)
  return { image: 'berth/debian-sshd:12', setup_script: path }
}

async function failure(call: Promise<unknown>): Promise<HostsError> {
  const error = await call.catch((reason: unknown) => reason)
  if (!(error instanceof HostsError)) throw error
  return error
}

async function inContainer(place: Place, host: string, command: string): Promise<string> {
  return place.engines.command(host, 'exec', place.name, 'sh', '-c', command)
}

describeReal('provisioning', () => {
  const place = usePlace(testbed)

  test('a script that fails on one host of two: its output is shown, what this run made is gone, others are untouched', async () => {
    const bystander = `${place().name}-bystander`
    const [, second = ''] = place().addresses
    const bystanderId = await place().engines.makeContainer(second, bystander)
    const setup = await script(
      'fails-on-h2.sh',
      'if [ "$(hostname)" = h2 ]; then echo "no licence here" >&2; exit 7; fi\n',
    )
    const error = await failure(place().open('persistent', {}, setup).up())
    expect(error.code).toBe('BERTH_PROVISION_FAILED')
    expect([...error.failures.keys()]).toEqual([second])
    expect(error.message).toContain('no licence here')
    expect(error.message).toContain('7')
    expect([...(await place().snapshot()).values()]).toEqual([null, null])
    expect((await place().engines.look(second, bystander))?.id).toBe(bystanderId)
    await place().engines.clear([bystander])
  })

  test('a script that fails on every host: each one is named once, the same output once', async () => {
    const error = await failure(
      place()
        .open('per_run', {}, await script('fails.sh', 'echo broken; exit 3\n'))
        .up(),
    )
    expect(error.failures.size).toBe(2)
    expect(error.message.match(/broken/g)).toHaveLength(1)
    expect([...(await place().snapshot()).values()]).toEqual([null, null])
  })

  test('keepFailed leaves what failed, not provisioned; the next up provisions it', async () => {
    const failing = await script('keep.sh', 'exit 3\n')
    await failure(place().open('persistent', { run: runOfDeadProcess() }, failing).up({ keepFailed: true }))
    const before = await place().snapshot()
    expect([...before.values()].map((seen) => seen?.running)).toEqual([true, true])
    const mended = await script('mended.sh', 'touch /mended\n')
    await place().open('persistent', {}, mended).up()
    const [host = ''] = place().addresses
    expect(await inContainer(place(), host, 'ls /mended')).toBe('/mended')
    expect((await place().snapshot()).get(host)?.id).toBe(before.get(host)?.id)
  })

  test('a script of 16,385 bytes is refused before anything is launched, as it was read and as it became', async () => {
    const long = `#${'x'.repeat(16_384)}`
    const whole = await script('long.sh', long)
    expect(() => place().open('persistent', {}, whole)).toThrow(/container\/setup_script: .* the limit is 16384/)
    const cluster = place().open('persistent', {}, await script('long.sh', 'true'))
    await script('long.sh', long)
    await expect(cluster.up()).rejects.toMatchObject({
      code: 'BERTH_SCRIPT_UNUSABLE',
      message: expect.stringContaining('16384'),
    })
    expect([...(await place().snapshot()).values()]).toEqual([null, null])
  })

  test('quotes, newlines, $, a here-doc, a child that reads stdin and non-ASCII run whole, exactly as written', async () => {
    const text = `name='it''s "quoted" \\\\ $HOME'
printf '%s\\n' "$name" >/written
cat >>/written <<'END'
$not expanded \`nor this\` – ümläut 漢字
END
cat >/stdin
read -r line || echo "stdin was at its end" >>/written
printf 'last line, no newline after it' >>/written`
    const expected =
      'its "quoted" \\\\ $HOME\n$not expanded `nor this` – ümläut 漢字\nstdin was at its end\nlast line, no newline after it'
    const setup = await script('awkward.sh', text)
    expect(await readFile(setup.setup_script, 'utf8')).toBe(text)
    await place().open('per_run', {}, setup).up()
    for (const host of place().addresses) {
      expect(await inContainer(place(), host, 'cat /written')).toBe(expected)
      expect(await inContainer(place(), host, 'cat /stdin')).toBe('')
    }
  })

  test('an image without bash fails by its name, and leaves nothing', async () => {
    const setup = { ...(await script('any.sh', 'true\n')), image: 'berth/busybox:1' }
    const error = await failure(place().open('per_run', {}, setup).up())
    expect(error.message).toContain('no bash')
    expect([...(await place().snapshot()).values()]).toEqual([null, null])
  })
})
