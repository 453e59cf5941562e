import { execFile } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { startTestbed, type Testbed } from '@berth/testbed'
import { afterAll, beforeAll, expect } from 'vitest'
import { describeReal, realTest as test } from './support/index.js'

const size = 50_000_000
const entry = new URL('../../dist/index.js', import.meta.url)

/** Runs in a process of its own, whose memory is the question: prints the peak in MiB and each host's end. */
const program = `
const [entry, clusterFile, outputDir] = process.argv.slice(1)
const { openCluster } = await import(entry)
const cluster = await openCluster(clusterFile)
const command = 'head -c ${size} /dev/zero | tr "\\\\0" x'
const results = await cluster.execOnHost(command, { outputDir })
const detached = await cluster.start(command, { on: 'host', hosts: cluster.hosts.slice(0, 1) })
const followed = await detached.wait({ outputDir: outputDir + '/detached' })
await detached.forget()
await cluster.close()
const ends = [...results, ...followed].map(({ exitCode, truncated }) => [exitCode, truncated])
console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS / 1024, ends }))
`

describeReal('50 MB from each of 8 hosts at once', () => {
  let hosts: Testbed | undefined
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'berth-output-'))
    hosts = await startTestbed({ hosts: 8, sshOnly: true, name: `output-${process.pid}` })
  })
  afterAll(async () => {
    await hosts?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test('are spooled whole in less than 200 MiB of memory, of a command and of a detached one', async () => {
    if (hosts === undefined) throw new Error('the hosts are not up')
    const clusterFile = await hosts.clusterFile({ image: 'berth/busybox:1', name: 'none' })
    const words = ['--input-type=module', '--eval', program, entry.href, clusterFile, folder]
    const { stdout } = await promisify(execFile)(process.execPath, words, {
      env: { ...process.env, HOME: folder },
    })
    const { peak, ends } = JSON.parse(stdout) as { peak: number; ends: unknown[] }
    expect(ends).toEqual(Array.from({ length: 9 }, () => [0, true]))
    expect(peak).toBeLessThan(200)
    const sizeOf = async (file: string): Promise<number> => (await stat(join(folder, file))).size
    for (const { address } of hosts.hosts) expect(await sizeOf(`${address}.stdout`)).toBe(size)
    for (const { address } of hosts.hosts.slice(0, 1)) expect(await sizeOf(`detached/${address}.stdout`)).toBe(size)
  })
})
