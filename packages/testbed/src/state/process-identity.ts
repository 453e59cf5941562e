import { readFileSync } from 'node:fs'

/** A process that stays itself when its pid is given to another: pid and start time together. */
export interface ProcessIdentity {
  /** The pid as the machine sees it. */
  readonly pid: number
  /** Start time in clock ticks since boot, then the boot's id, as one string. */
  readonly started: string
}

/** Reads field 22 of a /proc/PID/stat line; the second field is in parentheses and may hold anything. */
export function parseStartTime(stat: string): string | undefined {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
}

/** The identity of the living process `pid`, or undefined when there is none (a zombie counts as none). */
export function identify(pid: number): ProcessIdentity | undefined {
  try {
    const ticks = parseStartTime(readFileSync(`/proc/${pid}/stat`, 'utf8'))
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return ticks === undefined ? undefined : { pid, started: `${ticks}@${boot}` }
  } catch {
    return undefined
  }
}

/** True while the very process that was recorded is alive. */
export function isAlive(recorded: ProcessIdentity): boolean {
  return identify(recorded.pid)?.started === recorded.started
}

/** Kills the recorded process, if it is still that one, and waits until it is gone. */
export async function killAndWait(recorded: ProcessIdentity): Promise<void> {
  if (!isAlive(recorded)) return
  process.kill(recorded.pid, 'SIGKILL')
  for (const end = Date.now() + 20_000; isAlive(recorded) && Date.now() < end; ) {
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
