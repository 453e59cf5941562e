import { onceOnAll } from '../scene/once-on-all.js'
import type { Act } from './act.js'
import { must, mustOnEach } from './must.js'

/** A host whose link is cut while commands run on all of them, and which is asked again when it is back. */
export const cutLink: Act = {
  what: 'links cut under a command',
  async perform({ cluster, testbed, hosts, victim, signal }) {
    let cutting: Promise<void> | undefined
    const cut = (): void => {
      cutting = testbed.cut(victim)
    }
    const onOutput = onceOnAll(hosts, cut)
    try {
      const results = await cluster.exec('echo began; sleep 1; echo done', { signal, onOutput, timeout: '2m' })
      mustOnEach(results, ({ host, endedBy }) => endedBy === (host === victim ? 'lost' : 'exit'))
    } finally {
      await cutting
      await testbed.heal(victim)
    }
    const again = await cluster.exec(['true'], { signal })
    return hosts.length + mustOnEach(again, ({ exitCode }) => exitCode === 0)
  },
}

/** Ends a host's dockerd as an administrator does, and starts it again as it was started. */
const restart = `
  dockerd=$(cat /run/docker.pid) || exit 1
  tr '\\0' '\\n' <"/proc/$dockerd/cmdline" >/run/dockerd.words
  kill -TERM "$dockerd"
  while kill -0 "$dockerd" 2>/dev/null; do sleep 0.05; done
  rm -f /run/docker.pid
  setsid xargs -d '\\n' -a /run/dockerd.words sh -c '"$@" >>/var/log/dockerd.log 2>&1 </dev/null &' sh
  until docker info >/dev/null 2>&1; do sleep 0.2; done
  rm /run/dockerd.words`

/** An engine that is restarted under a command, and stops its containers. Comes last: a container is stopped then. */
export const engineRestart: Act = {
  what: 'engines restarted under a command',
  async perform({ cluster, testbed, victim, signal }) {
    let restarting: ReturnType<typeof testbed.run> | undefined
    const onOutput = onceOnAll([victim], () => {
      restarting = testbed.run(victim, restart)
    })
    const results = await cluster.exec('echo began; sleep 7658', { hosts: [victim], signal, onOutput })
    const ended = await restarting
    must(ended?.exitCode === 0, `${victim}: dockerd was not restarted: ${ended?.stderr}`)
    return mustOnEach(results, ({ exitCode }) => exitCode !== 0)
  },
}
