import { expect, it } from 'vitest'
import type { MpiLauncher } from '../../../../src/cluster/mpi/launcher/launcher.js'
import type { LaunchSettings } from '../../../../src/cluster/mpi/words/launch.js'
import { launcherWords } from '../../../../src/cluster/mpi/words/launcher-words.js'

const settings = (launcher: Omit<MpiLauncher, 'version'>, more: Partial<LaunchSettings> = {}): LaunchSettings => ({
  launcher: { ...launcher, version: '1' },
  agent: '/tmp/g/agent',
  hostfile: '/tmp/g/hosts',
  headAddress: '10.0.0.1',
  ranks: 16,
  hosts: 8,
  asRoot: true,
  network: { cidr: '10.0.0.0/24', interface: 'eth0' },
  tagOutput: false,
  variables: ['A', 'B_C'],
  args: ['--bind-to', 'none'],
  command: ['./prog', '-x', 'a b'],
  ...more,
})

it('makes the words of Open MPI 4', () => {
  const words = launcherWords(settings({ family: 'openmpi', dialect: 'orte', path: '/usr/bin/mpirun' }))
  expect(words.join(' ')).toBe(
    '/usr/bin/mpirun --allow-run-as-root --hostfile /tmp/g/hosts -n 16 --leave-session-attached --mca plm rsh --mca plm_rsh_agent sh /tmp/g/agent --mca plm_rsh_no_tree_spawn 1 --mca plm_rsh_num_concurrent 8 --mca oob_tcp_keepalive_time 5 --mca oob_tcp_keepalive_intvl 1 --mca oob_tcp_keepalive_probes 5 --mca oob_tcp_if_include 10.0.0.0/24 --mca btl_tcp_if_include 10.0.0.0/24 -x A -x B_C --bind-to none ./prog -x a b',
  )
})

it('makes the words of Open MPI 5', () => {
  const more = { tagOutput: true, asRoot: false, variables: [], network: null }
  const words = launcherWords(settings({ family: 'openmpi', dialect: 'prrte', path: 'mpirun' }, more))
  expect(words.join(' ')).toBe(
    'mpirun --hostfile /tmp/g/hosts -n 16 --leave-session-attached --prtemca plm ssh --prtemca plm_ssh_agent sh /tmp/g/agent --prtemca plm_ssh_no_tree_spawn 1 --prtemca plm_ssh_num_concurrent 8 --output tag --bind-to none ./prog -x a b',
  )
})

it('makes the words of Hydra', () => {
  const words = launcherWords(settings({ family: 'mpich', dialect: 'hydra', path: 'mpiexec.hydra' }, { args: [] }))
  expect(words.join(' ')).toBe(
    'mpiexec.hydra -f /tmp/g/hosts -n 16 -launcher rsh -launcher-exec /tmp/g/agent -localhost 10.0.0.1 -iface eth0 -genvlist A,B_C ./prog -x a b',
  )
})

it.each(['orte', 'prrte', 'hydra'] as const)(
  'leaves %s no word that it takes for the end of the program',
  (dialect) => {
    const command = ['./prog', ':', "it's", '']
    const words = launcherWords(settings({ family: 'openmpi', dialect, path: 'mpirun' }, { command }))
    expect(words.slice(-3)).toEqual(['sh', '-c', String.raw`exec ./prog : 'it'\''s' ''`])
  },
)
