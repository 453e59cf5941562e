import { signalName } from '../../os/signals.js'
import type { Builtin } from './builtin.js'

/** `kill [-SIGNAL] PID…`; `-0` only looks whether there are such processes. */
export const kill: Builtin = async ({ process }, [, ...args]) => {
  const [first = ''] = args
  const word = first.startsWith('-') ? first.slice(1) : 'TERM'
  const pids = first.startsWith('-') ? args.slice(1) : args
  const signal = word === '0' ? null : signalName(word)
  if (signal === null && word !== '0') return process.fail(`kill: ${word}: invalid signal`)
  let code = 0
  for (const pid of pids) {
    const target = process.machine.processes.get(Number(pid))
    if (target === undefined) code = await process.fail(`kill: (${pid}) - No such process`)
    else if (signal !== null) target.signal(signal)
  }
  return code
}
