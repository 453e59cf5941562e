import { Command, CommanderError } from 'commander'
import { usualFile } from './cluster/usual-file.js'
import { addConfig } from './commands/config.js'
import { addForget } from './commands/detached/forget.js'
import { addPs } from './commands/detached/ps.js'
import { addStop } from './commands/detached/stop.js'
import { addWait } from './commands/detached/wait.js'
import { addDown } from './commands/down.js'
import { addExec } from './commands/exec.js'
import { addGet } from './commands/files/get.js'
import { addPut } from './commands/files/put.js'
import { addPull } from './commands/images/pull.js'
import { addPush } from './commands/images/push.js'
import { addSave } from './commands/images/save.js'
import { addMpirun } from './commands/mpirun.js'
import { addPlan } from './commands/plan.js'
import { addRun } from './commands/run.js'
import { addStatus } from './commands/status.js'
import { addUp } from './commands/up.js'
import { addValidate } from './commands/validate.js'
import { addLs } from './commands/what-is-there/ls.js'
import { addPrune } from './commands/what-is-there/prune.js'
import type { Done } from './ending/done.js'
import type { CliEnvironment, CliProcess } from './environment.js'
import { cliSinks } from './output/cli-sinks.js'
import { processClock } from './progress/process-clock.js'
import { packageVersion } from './version.js'

/** Runs one command line, without the program's own name, to its end. Never rejects; gives the exit code. */
export async function runCommandLine(words: readonly string[], outside: CliProcess): Promise<number> {
  const environment: CliEnvironment = { clock: processClock, row: null, ...outside, ...cliSinks(outside) }
  let exitCode: number = 0
  const program = buildProgram(environment, (code) => {
    exitCode = code
  })
  try {
    await program.parseAsync([...words], { from: 'user' })
  } catch (error) {
    exitCode = await failed(error, words, environment)
  }
  return environment.signal.aborted ? 130 : exitCode
}

function buildProgram(environment: CliEnvironment, done: Done): Command {
  const { stdout, stderr } = environment
  const program = new Command('berth')
    .description('One long-lived container on every host of a cluster, under one lifetime policy')
    .version(packageVersion())
    .exitOverride()
    .configureOutput({ writeOut: (text) => void stdout.write(text), writeErr: (text) => void stderr.write(text) })
    .addHelpText(
      'after',
      `
Exit codes: 0 done; 1 something failed on some host; 2 wrong use or config; 3 the policy refused, as it does
where an engine does not answer, and nothing was changed; 4 a host could not be reached; 5 plan --detailed-exitcode: there is something to do; 130 interrupted;
in place of 1, exec, run and wait of one host, and mpirun, exit with the command's own code.

Examples:
  berth validate --cluster lab.json
  berth up && berth exec -- hostname && berth down
  berth run -- hostname                       # the same in one`,
    )
  const subcommands = [
    addValidate,
    addConfig,
    addPlan,
    addPull,
    addPush,
    addSave,
    addUp,
    addExec,
    addMpirun,
    addPs,
    addWait,
    addStop,
    addForget,
    addPut,
    addGet,
    addRun,
    addStatus,
    addDown,
    addLs,
    addPrune,
  ]
  for (const add of subcommands) add(program, environment, done)
  return program
}

async function failed(error: unknown, words: readonly string[], environment: CliEnvironment): Promise<number> {
  if (error instanceof CommanderError) {
    // Commander has said what is wrong already; help and version come here too.
    if (error.code === 'commander.version') await tellModule(environment)
    if (error.exitCode === 0) return 0
    const { answerWrongUse } = await import('./json/answer-wrong-use.js')
    return answerWrongUse(error.message, words, environment)
  }
  const { reportFailure } = await import('./ending/report-failure.js')
  return reportFailure(error, environment)
}

/** Says, below the version of Berth, whose program the cluster file names for its runtime, if it names one. */
async function tellModule(environment: CliEnvironment): Promise<void> {
  const file = usualFile(environment)
  const facts = file === undefined ? null : await environment.moduleFacts(file)
  if (file === undefined || facts === null) return
  const { moduleText } = await import('./show/show-module.js')
  environment.stdout.write(moduleText(facts, file))
}
