import type { Command } from 'commander'
import type { RunOptions } from '../actions/run.js'
import type { Done } from '../ending/done.js'
import type { CliEnvironment } from '../environment.js'
import { withCommonOptions } from '../options/cluster-options.js'
import { withCommandOptions } from '../options/command-options.js'
import { checkWords, withEachOptions } from '../options/each-options.js'
import { withMaxFailures, withParallel } from '../options/limit-options.js'

/** Adds `berth run`. */
export function addRun(program: Command, environment: CliEnvironment, done: Done): void {
  const command = withEachOptions(withCommandOptions(withCommonOptions(program.command('run'))))
  withParallel(
    withMaxFailures(
      command,
      'in the up and in the command together; where no more do, berth exits with 0 (default: none)',
    ),
    'pull the image, run the setup script and run the command on so many hosts at once (default: as in up, and the command on all); add -n where standard input is a pipe',
  )
    .usage('[options] (-- <command...> | --each <file>)')
    .description('`up`, `exec` and `down` in one: nothing of a per_run lifetime is left, whatever happens')
    .addHelpText(
      'after',
      `
With lifetime per_run it is a run of its own, and is refused while another run has the container.
The command's standard input is that of berth, as with berth exec.
With persistent or no_launch it attaches to what runs, and removes nothing.

Examples:
  berth run -- hostname
  berth run --timeout 2h -- './burn-in.sh | tail -1'
  berth run --hosts gpu7 --json -- rvs -g
  berth run --max-failures 5% -n -- ./acceptance.sh`,
    )
    .action(async (words: string[], options: RunOptions, command: Command) => {
      checkWords(words, options, command)
      const { run } = await import('../actions/run.js')
      done(await run(environment, words, options))
    })
}
