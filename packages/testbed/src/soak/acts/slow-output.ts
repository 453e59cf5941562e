import { setTimeout as delay } from 'node:timers/promises'
import type { Act } from './act.js'
import { must, mustOnEach } from './must.js'

/** Bytes from each host. */
const size = 4_000_000

/** Large output of all hosts at once, which is taken slowly. */
export const slowOutput: Act = {
  what: 'large output that is taken slowly',
  async perform({ cluster, signal }) {
    const taken = new Map<string, number>()
    const results = await cluster.exec(`head -c ${size} /dev/zero`, {
      signal,
      maxOutput: 1000,
      onOutput: async (host, _stream, chunk) => {
        await delay(1)
        taken.set(host, (taken.get(host) ?? 0) + chunk.length)
      },
    })
    for (const host of results.hosts)
      must(taken.get(host) === size, `${host}: ${taken.get(host)} bytes came in place of ${size}`)
    return mustOnEach(results, ({ exitCode, truncated }) => exitCode === 0 && truncated)
  },
}
