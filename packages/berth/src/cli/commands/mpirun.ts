import type { Command } from 'commander'
import type { MpirunOptions } from '../actions/mpirun.js'
import type { Done } from '../ending/done.js'
import type { CliEnvironment } from '../environment.js'
import { withCommonOptions, withRunOption } from '../options/cluster-options.js'
import { withMpiOptions } from '../options/mpi-options.js'

/** Adds `berth mpirun`. */
export function addMpirun(program: Command, environment: CliEnvironment, done: Done): void {
  withMpiOptions(withRunOption(withCommonOptions(program.command('mpirun'))))
    .usage('[options] -- <command...>')
    .description('run one program with many ranks over the containers, by the MPI that the image has')
    .addHelpText(
      'after',
      `
The launcher (mpirun of Open MPI, mpiexec of MPICH) runs in the head's container; there is no hostfile to write and no key to copy. Where
the containers have no sshd of Berth's, or with --launch berth, its daemons are started over the connections that berth has.
Output comes as the ranks print it. Exits with the launcher's own code; when a rank fails, says which, and on which host.
An interrupt, the timeout and the end of berth end every rank on every host.

Examples:
  berth mpirun -n 16 -- ./all_reduce_perf -b 8 -e 128M
  berth mpirun -N 8 --tag-output --timeout 10m -- ./osu_bw
  berth mpirun --hosts gpu[1-4] -N 1 -- 'hostname; ulimit -l'
  berth mpirun -n 64 --launch berth --launcher-arg --bind-to --launcher-arg none -- ./solver`,
    )
    .action(async (words: string[], options: MpirunOptions) => {
      const { mpirun } = await import('../actions/mpirun.js')
      done(await mpirun(environment, words, options))
    })
}
