import { container } from '../scene/container.js'
import type { Question } from './question.js'

const program = `docker exec ${container.name} true`

/** What a command in a container costs. */
export const inContainers: Question = {
  id: 'in-containers',
  title: (hosts) => `In containers: true in the containers of ${hosts} hosts, over connections that are there`,
  rounds: { counted: 7, warmUp: 1 },
  contenders: ({ cluster, ssh, onEachHost, signal }) => [
    { what: 'ssh docker exec, ControlMaster', run: () => onEachHost((host) => ssh.ssh('shared', host, program)) },
    { what: 'ssh docker exec, new connections', run: () => onEachHost((host) => ssh.ssh('own', host, program)) },
    {
      what: 'Berth',
      async run() {
        ;(await cluster.exec(['true'], { signal })).throwIfFailed()
      },
    },
  ],
}
