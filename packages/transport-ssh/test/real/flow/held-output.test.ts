import { setMaxListeners } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { sshTransport } from '@berth/transport-ssh'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../../../../core/test/command/processes.js'
import { canRunSshd, startSshd, type TestSshd } from '../sshd.js'
import { type LinkProxy, startLinkProxy } from './link-proxy.js'

const kibi = 1024

/** Prints without end to both streams at once: whole blocks, and lines that come singly. */
const chatter = 'yes out & yes err >&2 & while :; do echo line; echo line >&2; sleep 0.01; done'

/** Bytes read by the time that nothing more has come for a second. */
async function whenStill(read: () => number): Promise<number> {
  for (let before = -1; ; ) {
    const now = read()
    if (now === before) return now
    before = now
    await delay(1000)
  }
}

describe.runIf(canRunSshd)('the output of a command that is held back', () => {
  let sshd: TestSshd
  let proxy: LinkProxy
  beforeEach(async () => {
    sshd = await startSshd()
    proxy = await startLinkProxy(sshd.port)
  })
  afterEach(async () => {
    await proxy.stop()
    await sshd.stop()
  })

  it.each([
    [1, 2048 * kibi],
    [32, 256 * kibi],
  ])(
    'is read no further than its window, which is smaller the more hosts there are: with %i hosts %i bytes',
    async (count, bytes) => {
      const transport = sshTransport({ ...sshd.options, hosts: () => ({ address: '127.0.0.1', port: proxy.port }) })
      const stop = new AbortController()
      const { signal } = stop
      setMaxListeners(0, signal)
      let running = 0
      const others = Array.from({ length: count - 1 }, async (_, index) => {
        const other = await transport.connect(`other${index}`)
        const onOutput = (): void => {
          running += 1
        }
        await other.exec('echo; exec sleep 100', { signal, onOutput })
      })
      const host = await transport.connect('held')
      await eventually(
        () => running,
        (number) => number === others.length,
      )
      const before = proxy.fromServer()
      let pieces = 0
      let take: () => void = () => undefined
      const held = host.exec(chatter, {
        maxOutput: 1,
        signal,
        onOutput: () => {
          pieces += 1
          return new Promise<void>((resolve) => {
            take = resolve
          })
        },
      })
      await eventually(
        () => pieces,
        (seen) => seen > 0,
      )
      const unread = (await whenStill(proxy.fromServer)) - before
      expect(pieces).toBe(1)
      // What is not the output itself: the answers, and what each packet and each piece taken costs.
      expect(unread).toBeLessThan(bytes * 1.1 + 64 * kibi)
      expect(unread).toBeGreaterThan(bytes * 0.9)
      // As much as is taken, and no more.
      take()
      await eventually(
        () => pieces,
        (seen) => seen > 1,
      )
      expect((await whenStill(proxy.fromServer)) - before).toBeLessThan(bytes * 1.1 + 256 * kibi)
      stop.abort()
      take()
      await Promise.all([held, ...others])
      await transport.close()
    },
  )

  it.each([
    ['what its caller never takes', () => new Promise<void>(() => undefined)],
    ['what its caller takes slowly', () => delay(200)],
  ])('does not make it one that may still run, once it has been ended: %s', async (_what, onOutput) => {
    const transport = sshTransport(sshd.options)
    const host = await transport.connect('127.0.0.1')
    const result = await host.exec('exec yes', { timeout: 1000, maxOutput: 1, onOutput })
    expect(result).toMatchObject({ endedBy: 'timeout', exitCode: null })
    expect(result.mayStillRun).toBeUndefined()
    await transport.close()
  })
})
