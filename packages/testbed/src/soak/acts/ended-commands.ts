import { abortable } from '../scene/abortable.js'
import { onceOnAll } from '../scene/once-on-all.js'
import type { Act } from './act.js'
import { must, mustOnEach } from './must.js'

/** Commands whose time is up, with a child that left their session. */
export const timedOut: Act = {
  what: 'commands whose time is up',
  async perform({ cluster, signal }) {
    const results = await cluster.exec('setsid sleep 7651 & sleep 7651', { timeout: '1s', signal })
    // Where the machine has much else to do, the time may be up before a command was seen to begin. That nothing of it
    // runs on is looked at in the end.
    return mustOnEach(results, ({ endedBy }) => endedBy === 'timeout' || endedBy === 'not started')
  },
}

/** Commands that are aborted once all of them run. */
export const aborted: Act = {
  what: 'commands that are aborted',
  perform: ({ cluster, hosts, signal }) =>
    abortable(signal, async (controller) => {
      const results = await cluster.exec('setsid sleep 7652 & echo began; sleep 7652', {
        signal: controller.signal,
        timeout: '5m',
        onOutput: onceOnAll(hosts, () => controller.abort()),
      })
      return mustOnEach(results, ({ endedBy, stdout }) => endedBy === 'abort' && stdout === 'began\n')
    }),
}

/** A command that somebody else kills. */
export const killed: Act = {
  what: 'commands that somebody kills',
  async perform({ cluster, testbed, victim, signal }) {
    const hosts = [victim]
    const results = await cluster.exec('echo began; exec sleep 7653', {
      hosts,
      signal,
      onOutput: onceOnAll(hosts, () => testbed.run(victim, ['pkill', '-KILL', '-x', '-f', 'sleep 7653'], { signal })),
    })
    return mustOnEach(results, ({ endedBy, exitCode }) => endedBy === 'exit' && exitCode === 137)
  },
}

/** Commands whose output nobody reads to its end. */
export const leftUnread: Act = {
  what: 'endless output that is left unread',
  async perform({ cluster, signal, hosts }) {
    const live = cluster.stream('yes', { hosts, signal })
    const seen = new Set<string>()
    for await (const { host } of live) if (seen.add(host).size === hosts.length) break
    must(seen.size === hosts.length, 'an endless output ended')
    return mustOnEach(await live.results, ({ endedBy }) => endedBy === 'abort')
  },
}
