import { runBerth } from '../berth/berth-process.js'
import { container } from '../scene/container.js'
import type { Question } from './question.js'

/** How long a later process takes to find the containers, be sure of them, and run something in them. */
export const attach: Question = {
  id: 'attach',
  title: (hosts) => `Attach: a new process runs true in the containers of ${hosts} hosts`,
  rounds: { counted: 5, warmUp: 1 },
  contenders: (scene) => [
    {
      what: 'ssh docker exec, new connections',
      run: () => scene.onEachHost((host) => scene.ssh.ssh('own', host, `docker exec ${container.name} true`)),
    },
    {
      what: 'berth exec, a new process',
      run: () => runBerth(scene, ['exec', '--', 'true']),
    },
  ],
}
