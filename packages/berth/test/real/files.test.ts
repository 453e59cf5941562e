import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HostsError } from '@berth/core'
import { afterEach, expect } from 'vitest'
import { describeReal, realTest as test, testbed, usePlace } from './support/index.js'

/** Folders of this machine, removed after the test. */
const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-suite-'))
  folders.push(folder)
  return folder
}

/** A small program, a large file, an empty one and a link, and what a look at them prints. */
async function makeSuite() {
  const folder = await newFolder()
  const large = randomBytes(2_000_003)
  await mkdir(join(folder, 'deep'))
  await writeFile(join(folder, 'run'), 'echo run\n', { mode: 0o751 })
  await chmod(join(folder, 'run'), 0o751)
  await writeFile(join(folder, 'deep', 'large'), large)
  await writeFile(join(folder, "it's empty"), '')
  await symlink('deep/large', join(folder, 'link'))
  const paths = ['.', './deep', './deep/large', "./it's empty", './link', './run']
  const digest = createHash('sha256').update(large).digest('hex')
  const checked = [...paths, '751 run', `${digest}  deep/large`, 'deep/large'].join('\n')
  return { folder, large, checked, sent: { files: 3, bytes: 2_000_003 + 9 } }
}

/**
 * Ends the SSH session that sends a file into a container, and no other: what runs it is found by the container's id.
 */
const hangUpOn = `for process in $(pgrep -f "exec.*$1.*berth-put-append"); do
  while [ "$process" -gt 1 ]; do
    case $(tr '\\0' ' ' <"/proc/$process/cmdline") in sshd:*) kill "$process" && break ;; esac
    process=$(sed -n 's/^PPid:[[:space:]]*//p' "/proc/$process/status")
  done
done 2>/dev/null`

describeReal('files of containers', () => {
  const place = usePlace(testbed)

  test('are written whole, with their mode, and read back byte for byte', async () => {
    const cluster = place().open('per_run')
    await cluster.up()
    const content = randomBytes(1_000_003)
    await cluster.putFile('/tmp/data', content, { mode: 0o640 })
    for (const host of place().addresses) {
      const seen = await place().engines.command(host, 'exec', place().name, 'stat', '-c', '%a %s', '/tmp/data')
      expect(seen).toBe('640 1000003')
    }
    for (const read of (await cluster.getFile('/tmp/data')).values()) expect(content.equals(read)).toBe(true)
  })

  test('of a folder arrive in containers and on hosts, and are sent once', async () => {
    const cluster = place().open('per_run')
    await cluster.up()
    const suite = await makeSuite()
    for (const [on, target] of [
      ['container', '/opt/suite'],
      ['host', `/tmp/${place().name}`],
    ] as const) {
      const first = await cluster.putDirectory(target, suite.folder, { on })
      expect([...first.values()]).toEqual(place().addresses.map(() => ({ ...suite.sent, unchanged: 0 })))
      const second = await cluster.putDirectory(target, suite.folder, { on })
      expect([...second.values()]).toEqual(place().addresses.map(() => ({ files: 0, unchanged: 3, bytes: 0 })))
      const saved = await cluster.saveFile(`${target}/deep/large`, suite.folder, { on })
      for (const path of saved.values()) expect(suite.large.equals(await readFile(path))).toBe(true)
      await Promise.all([...saved.keys()].map((host) => rm(join(suite.folder, host), { recursive: true })))
    }
    const check = `cd "$0" && find . | sort && stat -c '%a %n' run && sha256sum deep/large && readlink link`
    for (const host of place().addresses) {
      const inContainer = await place().engines.command(host, 'exec', place().name, 'sh', '-c', check, '/opt/suite')
      const onHost = await place().testbed.run(host, ['sh', '-c', check, `/tmp/${place().name}`])
      expect(inContainer).toBe(suite.checked)
      expect(onHost.stdout.trim()).toBe(suite.checked)
      await place().testbed.run(host, ['rm', '-r', `/tmp/${place().name}`])
    }
  })

  test('go on where a lost connection interrupted them, and are on the other hosts already', async () => {
    const cluster = place().open('per_run')
    await cluster.up()
    const [cut = '', ...others] = place().addresses
    const id = cluster.containers.get(cut) ?? ''
    const large = join(await newFolder(), 'large')
    await writeFile(large, randomBytes(16_000_000))
    let hangUp: Promise<unknown> | undefined
    const failed = await cluster
      .putFile(
        '/tmp/large',
        { file: large },
        {
          onProgress: ({ host, done }) => {
            if (host === cut && done > 6_000_000) hangUp ??= place().testbed.run(cut, ['sh', '-c', hangUpOn, 'sh', id])
          },
        },
      )
      .catch((error: unknown) => error)
    await hangUp
    if (!(failed instanceof HostsError)) throw failed
    expect([...failed.failures]).toEqual([[cut, expect.objectContaining({ code: 'BERTH_CONNECTION_LOST' })]])
    const sent = await cluster.putFile('/tmp/large', { file: large })
    expect(sent.get(cut)?.files).toBe(1)
    expect(sent.get(cut)?.bytes).toBeLessThan(16_000_000)
    for (const host of others) expect(sent.get(host)).toEqual({ files: 0, unchanged: 1, bytes: 0 })
    const sums = await cluster.exec('sha256sum </tmp/large; ls -A /tmp')
    expect(sums.grouped()).toHaveLength(1)
    expect(sums.get(cut).stdout).toMatch(/large\n$/)
  })

  test('that cannot be written or read name each host', async () => {
    const cluster = place().open('per_run')
    await cluster.up()
    await place().engines.command(place().addresses[1] ?? '', 'exec', place().name, 'mkdir', '/tmp/there')
    const refused = await cluster.putFile('/tmp/there', 'x').catch((error: unknown) => error)
    if (!(refused instanceof HostsError)) throw refused
    expect([...refused.failures.keys()]).toEqual([place().addresses[1]])
    await expect(cluster.getFile('/missing')).rejects.toMatchObject({ code: 'BERTH_FILE_FAILED' })
  })
})
