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
  rounds: { counted: 9, warmUp: 1 },
  contenders: (scene) => {
    const places = scene.hosts.map((host) => `${host}:${ranksPerHost}`).join()
    const network = ['oob_tcp', 'btl_tcp'].map((component) => `--mca ${component}_if_include eth0`).join(' ')
    const all = scene.hosts.length * ranksPerHost
    const mpirun = (more: string): string =>
      `${container.name} mpirun --allow-run-as-root ${more} -H ${places} -n ${all} ${network} ${command.join(' ')}`
    return contenders(scene, { plain: mpirun(''), quick: mpirun(`--mca plm_rsh_args '${quickExchange}'`) })
  },
}

/** The same by MPICH. */
export const mpirunMpich: Question = {
  id: 'mpirun-mpich',
  title: (hosts) => title('MPICH', hosts),
  rounds: { counted: 9, warmUp: 1 },
  contenders: (scene) => {
    const all = scene.hosts.length * ranksPerHost
    const places = `-hosts ${scene.hosts.join()} -ppn ${ranksPerHost} -n ${all} -iface eth0`
    const mpiexec = `${container.name} mpiexec.hydra ${places} ${command.join(' ')}`
    return contenders(scene, {
      plain: mpiexec,
      quick: `--env HYDRA_LAUNCHER_EXTRA_ARGS='${quickExchange}' ${mpiexec}`,
    })
  },
}

function title(mpi: string, hosts: number): string {
  return `${mpi}: ${ranksPerHost * hosts} ranks of hostname in the containers of ${hosts} hosts, over connections that are there`
}

/** What `ssh` is told by hand to have the key exchange that Berth has it take between containers. */
const quickExchange = '-o KexAlgorithms=-sntrup*'

/**
 * By hand it is typed in the head's container, and goes on by the sshd that Berth has there; as it is, and with that
 * key exchange.
 */
function contenders(scene: Scene, byHand: Readonly<Record<'plain' | 'quick', string>>): readonly Contender[] {
  const { cluster, ssh, hosts, signal, runHere } = scene
  const [head = ''] = hosts
  const berth = (launch: 'sshd' | 'berth'): Contender => ({
    what: `Berth, launch ${launch}`,
    async run() {
      ;(await cluster.mpirun({ command, ranksPerHost, launch, signal })).throwIfFailed()
    },
  })
  const hand = (what: string, words: string): Contender => ({
    what: `by hand, in the head container${what}`,
    run: () => runHere(ssh.ssh('shared', head, `docker exec ${words}`)),
  })
  return [
    hand('', byHand.plain),
    hand(', with the key exchange of Berth', byHand.quick),
    berth('sshd'),
    berth('berth'),
    {
      what: 'berth mpirun, a new process, which connects first',
      run: () => runBerth(scene, ['mpirun', '-N', String(ranksPerHost), '--', ...command]),
    },
  ]
}
