import { type Command, Option } from 'commander'
import type { ExecOptions } from '../actions/exec.js'
import type { Done } from '../ending/done.js'
import type { CliEnvironment } from '../environment.js'
import { withCommonOptions, withRunOption } from '../options/cluster-options.js'
import { withCommandLimits, withCommandOptions } from '../options/command-options.js'
import { checkWords, withEachOptions } from '../options/each-options.js'
import { withSkipOption } from '../options/skip-option.js'

/** Adds `berth exec`. */
export function addExec(program: Command, environment: CliEnvironment, done: Done): void {
  const command = withEachOptions(withCommandOptions(withRunOption(withCommonOptions(program.command('exec')))))
  withSkipOption(withCommandLimits(command), ['detach'])
    .addOption(new Option('--on-host', 'on the hosts themselves, whatever their containers do').conflicts('user'))
    .addOption(
      new Option(
        '--detach',
        'start it, print its id and leave it running; see `berth wait`, `ps`, `stop` and `forget`',
      ).conflicts([...['stream', 'timeout', 'idleTimeout', 'outputDir', 'exitCode'], ...['parallel', 'maxFailures']]),
    )
    .usage('[options] (-- <command...> | --each <file>)')
    .description('run a command in the container of every host')
    .addHelpText(
      'after',
      `
Hosts that print the same are shown once, at the end; --stream shows lines as they come. Exits with 1 if the command failed on any of
several hosts (see --exit-code), with its own code if there is one host.
Where the standard input of berth is a pipe or a file, each host's command gets all of it, no faster than the slowest reads; what a loop
reads (while read host) is swallowed by it, as by ssh, but with -n. A command with --detach gets none.
Each command has BERTH_RANK, BERTH_WORLD_SIZE, BERTH_HOSTS and BERTH_HEAD in its environment: its place among the hosts of the call, the
head host first, how many they are, and the addresses (vpc_ip) by which they reach each other, in that order.

Examples:
  berth exec -- rocm-smi --showtemp           # several words: run as they are
  berth exec -- 'cd /work && ls | wc -l'      # one word: a shell program
  berth exec --head --timeout 10m -- ./all-reduce.sh
  berth exec --stream --idle-timeout 5m -- ./burn-in.sh
  berth exec --output-dir ./logs -- dmesg     # ./logs/HOST.stdout
  berth exec --parallel 8 --max-failures 2 -- ./flash.sh   # on 8 hosts at once, on no more once it failed on 3
  berth exec --detach -- ./burn-in.sh         # prints an id for berth wait, stop, forget
  berth exec -- 'tar -x -C /work' <suite.tar
  while read -r word; do berth exec -n -- "./$word"; done <words
  berth exec -- 'torchrun --node-rank $BERTH_RANK --nnodes $BERTH_WORLD_SIZE --master-addr $BERTH_HEAD train.py'
  berth exec --template -- ./train --rank {rank} --log {host}.log
  berth exec --each commands.yaml             # gpu1: ./serve, gpu[2-8]: [./work, fast], gpu9: null
  berth exec --on-host --json -- uptime`,
    )
    .action(async (words: string[], options: ExecOptions, command: Command) => {
      checkWords(words, options, command)
      if (options.detach) {
        const { start } = await import('../actions/start.js')
        return done(await start(environment, words, options))
      }
      const { exec } = await import('../actions/exec.js')
      return done(await exec(environment, words, options))
    })
}
