import { runBerth } from '../berth/berth-process.js'
import type { Contender } from '../measure/contender.js'
import { container } from '../scene/container.js'
import type { Scene } from '../scene/scene.js'
import type { Question } from './question.js'

const ranksPerHost = 2
const command = ['hostname'] as const

/** A program with many ranks, by an image's Open MPI. */
export const mpirunOpenMpi: Question = {
  id: 'mpirun-openmpi',
  title: (hosts) => title('Open MPI', hosts),
  rounds: { counted: 5, warmUp: 1 },
  contenders: (scene) => {
    const places = scene.hosts.map((host) => `${host}:${ranksPerHost}`).join()
    const network = ['oob_tcp', 'btl_tcp'].map((component) => `--mca ${component}_if_include eth0`).join(' ')
    const all = scene.hosts.length * ranksPerHost
    return contenders(scene, `mpirun --allow-run-as-root -H ${places} -n ${all} ${network} ${command.join(' ')}`)
  },
}

/** The same by MPICH. */
export const mpirunMpich: Question = {
  id: 'mpirun-mpich',
  title: (hosts) => title('MPICH', hosts),
  rounds: { counted: 5, warmUp: 1 },
  contenders: (scene) => {
    const all = scene.hosts.length * ranksPerHost
    const places = `-hosts ${scene.hosts.join()} -ppn ${ranksPerHost} -n ${all} -iface eth0`
    return contenders(scene, `mpiexec.hydra ${places} ${command.join(' ')}`)
  },
}

function title(mpi: string, hosts: number): string {
  return `${mpi}: ${ranksPerHost * hosts} ranks of hostname in the containers of ${hosts} hosts, over connections that are there`
}

/** By hand it is typed in the head's container, and goes on by the sshd that Berth has there. */
function contenders(scene: Scene, byHand: string): readonly Contender[] {
  const { cluster, ssh, hosts, signal, runHere } = scene
  const [head = ''] = hosts
  const berth = (launch: 'sshd' | 'berth'): Contender => ({
    what: `Berth, launch ${launch}`,
    async run() {
      ;(await cluster.mpirun({ command, ranksPerHost, launch, signal })).throwIfFailed()
    },
  })
  return [
    {
      what: 'by hand, in the head container',
      run: () => runHere(ssh.ssh('shared', head, `docker exec ${container.name} ${byHand}`)),
    },
    berth('sshd'),
    berth('berth'),
    {
      what: 'berth mpirun, a new process, which connects first',
      run: () => runBerth(scene, ['mpirun', '-N', String(ranksPerHost), '--', ...command]),
    },
  ]
}
