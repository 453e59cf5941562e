import { codeOf } from '../../os/exit.js'
import type { Process } from '../../os/process.js'
import type { Builtin } from './builtin.js'

/** `wait [PID…]`: until those children have ended, or a trap is to be run. */
export const wait: Builtin = async (shell, argv) => {
  const { process, state } = shell
  const asked = argv.slice(1).map((word) => state.jobs.get(Number(word)))
  const children = argv.length > 1 ? asked : [...state.jobs.values()]
  let code = 0
  for (const child of children) {
    if (child === undefined) code = 127
    else {
      code = await ended(child, process, () => shell.traps.pending)
      state.jobs.delete(child.pid)
    }
    if (shell.traps.pending) return 143
  }
  return argv.length > 1 ? code : 0
}

async function ended(child: Process, process: Process, interrupted: () => boolean): Promise<number> {
  while (child.exit === undefined && !interrupted()) {
    await process.guard(Promise.race([child.exited, process.signalled.changed()]))
  }
  return child.exit === undefined ? 143 : codeOf(child.exit)
}
