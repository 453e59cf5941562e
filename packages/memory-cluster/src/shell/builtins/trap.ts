import { signalName } from '../../os/signals.js'
import type { Builtin } from './builtin.js'

/** `trap ACTION SIGNAL…`, or `EXIT`: commands, empty to ignore it, or `-` for the default. */
export const trap: Builtin = async (shell, argv) => {
  const [, action = '-', ...signals] = argv[1] === '--' ? argv.slice(1) : argv
  for (const word of signals) {
    const name = word === '0' || word === 'EXIT' ? 'EXIT' : signalName(word)
    if (name === null) return shell.process.fail(`trap: ${word}: bad trap`)
    shell.traps.set(name, action === '-' ? null : action)
  }
  return 0
}
