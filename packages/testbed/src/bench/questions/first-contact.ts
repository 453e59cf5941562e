import { runBerth } from '../berth/berth-process.js'
import type { Question } from './question.js'

/** How long until a machine that knows nothing but addresses has run something everywhere. */
export const firstContact: Question = {
  id: 'first-contact',
  title: (hosts) => `First contact: connect to ${hosts} hosts, run true, disconnect`,
  rounds: { counted: 4, warmUp: 1 },
  contenders: (scene) => {
    const { ssh, onEachHost, signal } = scene
    return [
      { what: 'ssh', run: () => onEachHost((host) => ssh.ssh('own', host, 'true')) },
      {
        what: 'ssh, curve25519 as Berth',
        run: () => onEachHost((host) => ssh.ssh('own, curve25519', host, 'true')),
      },
      {
        what: 'Berth',
        async run() {
          const cluster = await scene.freshCluster()
          try {
            ;(await cluster.execOnHost(['true'], { signal })).throwIfFailed()
          } finally {
            await cluster.close()
          }
        },
      },
      { what: 'berth exec, a new process', run: () => runBerth(scene, ['exec', '--on-host', '--', 'true']) },
    ]
  },
}
