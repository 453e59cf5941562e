import { printingPrograms } from '../../programs/printing.js'
import type { SmallProgram } from '../../programs/small-program.js'
import type { Builtin, Builtins } from './builtin.js'
import { jumpBuiltins } from './jumps.js'
import { kill } from './kill.js'
import { processBuiltins } from './process-state.js'
import { read } from './read.js'
import { runningBuiltins } from './running.js'
import { trap } from './trap.js'
import { variableBuiltins } from './variables.js'
import { wait } from './wait.js'

/**
 * Commands of the shell itself, and those that it need not start a process for: see the scope in this package's README,
 * which a test holds to this.
 */
export const builtins: Builtins = {
  ...jumpBuiltins,
  ...processBuiltins,
  ...runningBuiltins,
  ...variableBuiltins,
  ...Object.fromEntries(Object.entries(printingPrograms).map(([name, program]) => [name, inShell(program)])),
  ':': async () => 0,
  kill,
  read,
  trap,
  wait,
}

function inShell(program: SmallProgram): Builtin {
  return ({ process }, argv) => program.run(process, argv.slice(1))
}
