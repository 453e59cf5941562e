import type { RunResult } from '../../contract/testbed.js'
import { onceOnAll } from '../scene/once-on-all.js'
import type { Act } from './act.js'
import { must, mustOnEach } from './must.js'

/** Ends a host's dockerd as an administrator does, and starts it again as it was started. */
const restart = `
  dockerd=$(cat /run/docker.pid) || exit 1
  tr '\\0' '\\n' <"/proc/$dockerd/cmdline" >/run/dockerd.words
  turn=0
  pause() {
    sleep 0.2
    turn=$((turn + 1))
    [ "$turn" -lt 300 ] || { tail -n 20 /var/log/dockerd.log >&2; exit 1; }
  }
  kill -TERM "$dockerd"
  while kill -0 "$dockerd" 2>/dev/null; do pause; done
  rm -f /run/docker.pid
  setsid xargs -d '\\n' -a /run/dockerd.words sh -c '"$@" >>/var/log/dockerd.log 2>&1 </dev/null &' sh
  until docker info >/dev/null 2>&1; do pause; done
  rm /run/dockerd.words`

/** An engine that is restarted under a command, and stops its containers. Comes last: a container is stopped then. */
export const engineRestart: Act = {
  what: 'engines restarted under a command',
  async perform({ cluster, testbed, victim, signal }) {
    let restarted: RunResult | undefined
    const onOutput = onceOnAll([victim], async () => {
      restarted = await testbed.run(victim, restart, { signal })
    })
    const results = await cluster.exec('echo began; sleep 7658', { hosts: [victim], signal, onOutput })
    must(restarted?.exitCode === 0, `${victim}: dockerd was not restarted: ${restarted?.stderr}`)
    return mustOnEach(results, ({ exitCode }) => exitCode !== 0)
  },
}
