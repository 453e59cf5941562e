import { onceOnAll } from '../scene/once-on-all.js'
import type { Stage } from '../scene/stage.js'
import type { Act } from './act.js'
import { mustOnEach } from './must.js'

/** A link that is cut under a command, which nothing but the keepalive can tell, and is healed. */
export const cutLink: Act = {
  what: 'links cut under a command',
  perform: (stage) => {
    const { testbed, victim } = stage
    return connectionLost(
      stage,
      () => testbed.cut(victim),
      () => testbed.heal(victim),
    )
  },
}

/** A login whose processes on the host are killed under a command, which is noticed at once. */
export const killedLogin: Act = {
  what: 'logins killed under a command',
  perform: (stage) => {
    const { testbed, victim, signal } = stage
    const login = '^sshd(-session)?: [^ ]+@'
    return connectionLost(stage, () => testbed.run(victim, ['pkill', '-KILL', '-f', login], { signal }))
  },
}

/**
 * Takes the victim's connection away while a command runs there, and asks all hosts again. What ran goes on: to be
 * followed by a restart of the engine.
 */
async function connectionLost(
  { cluster, hosts, victim, signal }: Stage,
  takeAway: () => Promise<unknown>,
  giveBack: () => Promise<unknown> = async () => undefined,
): Promise<number> {
  const command = (host: string): string => (host === victim ? 'echo began; sleep 7659' : 'echo began')
  const onOutput = onceOnAll(hosts, takeAway)
  try {
    const results = await cluster.execEach(command, { signal, onOutput, timeout: '2m' })
    mustOnEach(results, ({ host, endedBy }) => endedBy === (host === victim ? 'lost' : 'exit'))
  } finally {
    await giveBack()
  }
  const again = await cluster.exec(['true'], { signal })
  return hosts.length + mustOnEach(again, ({ exitCode }) => exitCode === 0)
}
