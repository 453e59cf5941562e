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
    [64, 1024 * kibi],
  ])(
    'is read no further than its window, which is smaller the more hosts there are: with %i hosts %i bytes',
    async (count, bytes) => {
      const transport = sshTransport({ ...sshd.options, hosts: () => ({ address: '127.0.0.1', port: proxy.port }) })
      const [host] = await Promise.all(Array.from({ length: count }, (_, index) => transport.connect(`node${index}`)))
      const before = proxy.fromServer()
      const stop = new AbortController()
      let pieces = 0
      let take: () => void = () => undefined
      const running = host?.exec(chatter, {
        maxOutput: 1,
        signal: stop.signal,
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
      // As much again once a piece of each stream is taken.
      take()
      await eventually(
        () => pieces,
        (seen) => seen > 1,
      )
      expect((await whenStill(proxy.fromServer)) - before).toBeLessThan(bytes * 1.1 + 256 * kibi)
      stop.abort()
      take()
      await running
      await transport.close()
    },
  )
})
