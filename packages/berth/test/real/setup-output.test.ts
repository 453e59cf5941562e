import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ContainerInput } from '@berth/core'
import { afterAll, beforeAll, expect } from 'vitest'
import { describeReal, engineKinds, engines, openOn, realTest as test, testbed, usePlace } from './support/index.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-scripts-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function script(name: string, text: string): Promise<Partial<ContainerInput>> {
  const path = join(folder, name)
  await writeFile(path, text)
  return { image: 'berth/debian-sshd:12', setup_script: path }
}

const log = '/var/lib/berth/setup.log'

describeReal('what a setup script prints', () => {
  const place = usePlace(testbed, { hostsOf: ({ hosts }) => hosts.slice(0, 1) })
  const inside = (command: string): Promise<string> =>
    place().engines.command(place().addresses[0] ?? '', 'exec', place().name, 'sh', '-c', command)

  test('a daemon that it leaves behind, and that prints there, lives, and nobody waits for it', async () => {
    const daemon = '(n=0; while :; do n=$((n + 1)); echo "tick $n"; echo "tock $n" >&2; sleep 0.1; done) &'
    const cluster = place().open('per_run', {}, await script('daemon.sh', `${daemon}\necho begun\n`))
    await cluster.up()
    const last = async (): Promise<number> => Number(/tock (\d+)\n?$/.exec(await inside(`cat ${log}`))?.[1] ?? 0)
    await expect.poll(last, { timeout: 20_000 }).toBeGreaterThan(3)
    const before = await last()
    await expect.poll(last, { timeout: 20_000 }).toBeGreaterThan(before + 3)
    expect(await inside(`stat -c '%a %u' ${log}`)).toBe('600 0')
    expect(await inside(`grep -c '^begun$' ${log}`)).toBe('1')
  })

  test('a daemon lives, and nobody waits for it, in Podman too', async () => {
    const [podman] = engineKinds.filter(({ program }) => program === 'podman')
    const [host = ''] = place().addresses
    const image = place().testbed.images.find(({ reference }) => reference === 'berth/debian:12')
    if (podman === undefined || image === undefined) throw new Error('there is no Podman, or no image for it')
    const { command, clear } = engines(place().testbed, podman)
    await command(host, 'load', '--quiet', '--input', image.hostPath)
    const setup = await script('daemon.sh', '(while :; do echo tick; sleep 0.1; done) &\necho begun\n')
    const keys = { ...setup, image: image.reference, name: place().name, lifetime: 'per_run' } as const
    const cluster = openOn(
      place().testbed,
      { ...keys, runtime: { name: 'podman' } },
      { hosts: [host], username: podman.username, runtimes: { podman: podman.runtime() } },
    )
    try {
      await cluster.up()
      const ticks = async (): Promise<number> =>
        Number(await command(host, 'exec', place().name, 'grep', '-c', 'tick', log))
      const before = await ticks()
      await expect.poll(ticks, { timeout: 20_000 }).toBeGreaterThan(before + 3)
    } finally {
      await cluster.close()
      await clear([place().name])
      await command(host, 'image', 'rm', '--force', image.reference)
    }
  })

  test('is told as it comes, and is in the log while it runs, to be followed by anybody', async () => {
    const text = 'echo waiting\nuntil [ -e /go ]; do sleep 0.1; done\necho "and on" >&2\n'
    const cluster = place().open('per_run', {}, await script('waits.sh', text))
    const chunks: Uint8Array[] = []
    const heard = (): string => Buffer.concat(chunks).toString()
    const up = cluster.up({ onOutput: (_host, _stream, chunk) => chunks.push(chunk) })
    await expect.poll(() => inside(`cat ${log}`).catch(() => ''), { timeout: 30_000 }).toBe('waiting')
    await expect.poll(heard).toBe('waiting\n')
    await inside('touch /go')
    await up
    expect(heard()).toBe('waiting\nand on\n')
  })

  test('is told to its end, with the exit code, where the log has no room', async () => {
    const full = { ...(await script('full.sh', 'seq 50000; echo the end >&2; exit 3\n')) }
    const cluster = place().open('per_run', {}, { ...full, runtime: { args: { tmpfs: ['/var/lib/berth:size=64k'] } } })
    const error: unknown = await cluster.up().catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'BERTH_PROVISION_FAILED' })
    expect(String(error)).toMatch(/ended with 3\n[\s\S]*\n *50000\n *the end\n/)
  })

  test('what Windows wrote runs as it was meant: from the first line on, and line by line', async () => {
    const text = '\ufefftouch /first\r\nset -e\r\ncat >/written <<END\r\none\r\ntwo\r\nEND\r\n'
    await place()
      .open('per_run', {}, await script('windows.sh', text))
      .up()
    expect(await inside('ls /first; cat -A /written')).toBe('/first\none$\ntwo$')
  })
})
