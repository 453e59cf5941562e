import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import type { Owner, OwnerStanding, Run } from './run.js'

/** A new run of this process. */
export function newRun(user: string = userInfo().username): Run {
  return {
    id: randomUUID(),
    owner: { user, machine: machineId(), pid: process.pid, processStart: processStart(process.pid) ?? '' },
  }
}

/** Whether the process that made a run still lives, as far as this machine can tell. Whether it handed its run over, a record of the caller's tells. */
export function processStanding(owner: Owner): Exclude<OwnerStanding, 'handed_over'> {
  if (owner.machine !== machineId()) return 'unknown'
  return processStart(owner.pid) === owner.processStart ? 'alive' : 'dead'
}

function machineId(): string {
  return readOrNull('/etc/machine-id')?.trim() || hostname()
}

/** This boot and field 22 of proc(5)'s stat, counted after the command's name, which may hold spaces; null if there is no such process. Without /proc, whether a process lives is all that can be told. */
function processStart(pid: number): string | null {
  const stat = readOrNull(`/proc/${pid}/stat`)
  if (stat !== null) {
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return `${readOrNull('/proc/sys/kernel/random/boot_id')?.trim()} ${ticks}`
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
