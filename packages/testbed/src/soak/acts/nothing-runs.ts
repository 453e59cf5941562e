import { setTimeout as delay } from 'node:timers/promises'
import type { Act } from './act.js'
import { must } from './must.js'

/** Milliseconds after which what has not ended never will: those that end commands take 15 s at most. */
const bound = 120_000

/** Looks on every host whether something runs yet of the commands that were ended in one way or another. */
export const nothingRuns: Act = {
  what: 'commands that were ended are gone',
  async perform({ testbed, hosts, signal }) {
    const end = performance.now() + bound
    const look = (host: string) => testbed.run(host, ['pgrep', '-a', '-x', '-f', 'sleep 765[0-5]|yes'], { signal })
    for (const host of hosts) {
      let found = await look(host)
      while (found.stdout !== '' && performance.now() < end) {
        await delay(500, undefined, { signal })
        found = await look(host)
      }
      must(found.stdout === '', `${host} still runs ${found.stdout}`)
    }
    return 0
  },
}
