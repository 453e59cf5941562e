import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** A process, told apart from every other one that has its number on another machine, in a container or later. */
export interface ProcessIdentity {
  /** The machine: its host name, a slash, and what tells machines of one name apart. */
  readonly machine: string
  /**
   * What tells apart the sets of processes of one machine, as containers have them: a pid means something within it
   * alone. Empty where the system has no such thing.
   */
  readonly pidNamespace: string
  readonly pid: number
  /** Start time of the process in the operating system's own unit: a pid that was used again has another. */
  readonly processStart: string
}

/** Whether a process still lives. `unknown`: it is on another machine, or out of sight. */
export type ProcessStanding = 'alive' | 'dead' | 'unknown'

/** This process. */
export function thisProcess(): ProcessIdentity {
  return {
    machine: machineId(),
    pidNamespace: pidNamespace(),
    pid: process.pid,
    processStart: processStart(process.pid) ?? '',
  }
}

/** Whether a process still lives, as far as this process can tell. */
export function processStanding(owner: ProcessIdentity): ProcessStanding {
  if (owner.machine !== machineId() || owner.pidNamespace !== pidNamespace()) return 'unknown'
  const start = processStart(owner.pid)
  if (start !== null && start === owner.processStart) return 'alive'
  // A process that does not see itself in the list of processes cannot tell that another process is gone.
  return processStart(process.pid) === null ? 'unknown' : 'dead'
}

/** Cloned machines share an id, and containers their host's: the name tells them apart. */
function machineId(): string {
  return `${hostname()}/${readOrNull('/etc/machine-id')?.trim() ?? ''}`
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}

/**
 * This boot and field 22 of proc(5)'s stat, counted after the command's name, which may hold spaces; null if there is
 * no such process. Elsewhere than on Linux, whether a process lives is all that can be told.
 */
function processStart(pid: number): string | null {
  const stat = readOrNull(`/proc/${pid}/stat`)
  if (stat !== null) {
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ended = fields[0] === 'Z' || fields[0] === 'X'
    return ended ? null : `${readOrNull('/proc/sys/kernel/random/boot_id')?.trim()} ${fields[19]}`
  }
  if (process.platform === 'linux') return null
  try {
    process.kill(pid, 0)
    return ''
  } catch {
    return null
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
