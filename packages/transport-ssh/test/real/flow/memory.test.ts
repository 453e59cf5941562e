import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canRunSshd, startSshd, type TestSshd } from '../sshd.js'

const entry = new URL('../../../dist/index.js', import.meta.url)

/**
 * Runs in a process of its own, whose memory is the question: 8 hosts print 1 GB to each stream, and whoever takes the
 * output is slow. Prints the peak in MB and how many pieces were taken at least of a host.
 */
const program = `
const [entry, options, port] = process.argv.slice(1)
const { sshTransport } = await import(entry)
const { setTimeout: delay } = await import('node:timers/promises')
const transport = sshTransport({ ...JSON.parse(options), hosts: () => ({ address: '127.0.0.1', port: Number(port) }) })
const stop = new AbortController()
const taken = []
const run = async (index) => {
  taken[index] = 0
  const host = await transport.connect('node' + index)
  await host.exec('head -c 1000000000 /dev/zero >&2 & head -c 1000000000 /dev/zero; wait', {
    maxOutput: 1,
    signal: stop.signal,
    onOutput: async () => {
      taken[index] += 1
      await delay(5)
    },
  })
}
const running = Array.from({ length: 8 }, (_, index) => run(index))
while (Math.min(...taken) < 1000) await delay(100)
stop.abort()
await Promise.all(running)
await transport.close()
console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS * 1024 / 1e6, taken: Math.min(...taken) }))
`

describe.runIf(canRunSshd)('8 hosts that each print 1 GB to both streams', () => {
  let sshd: TestSshd
  beforeAll(async () => {
    sshd = await startSshd()
  })
  afterAll(() => sshd.stop())

  it('take less than 150 MB of memory where the output is taken slowly', async () => {
    const { hosts: _, ...options } = sshd.options
    const words = ['--input-type=module', '--eval', program, entry.href, JSON.stringify(options), String(sshd.port)]
    const { stdout } = await promisify(execFile)(process.execPath, words)
    const { peak, taken } = JSON.parse(stdout) as { peak: number; taken: number }
    expect(taken).toBeGreaterThanOrEqual(1000)
    expect(peak).toBeLessThan(150)
  })
})
