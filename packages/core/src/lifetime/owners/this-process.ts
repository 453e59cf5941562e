import { randomUUID } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import type { Owner, OwnerStanding, Run } from './run.js'

/** A new run of this process. */
export function newRun(user: string = userInfo().username): Run {
  return {
    id: randomUUID(),
    owner: {
      user,
      machine: machineId(),
      pidNamespace: pidNamespace(),
      pid: process.pid,
      processStart: processStart(process.pid) ?? '',
    },
  }
}

/** Whether the process that made a run still lives, as far as this process can tell. */
export function processStanding(owner: Owner): OwnerStanding {
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
