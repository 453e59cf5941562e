import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { newRun, type Owner, processStanding, type Run } from '@berth/core'
import { onTestFinished } from 'vitest'

/** A run of this process, by another user. */
export function runOfAnotherUser(): Run {
  return newRun('somebody-else')
}

/** A run of a process of this machine and user that has ended. */
export function runOfDeadProcess(): Run {
  const { pid } = spawnSync('true')
  return checked({ ...newRun().owner, pid, processStart: 'of a process that is gone' }, 'dead')
}

/** A run of a process on another machine, of which nothing can be told. */
export function runOnAnotherMachine(): Run {
  return checked({ ...newRun().owner, machine: 'ffffffffffffffffffffffffffffffff' }, 'unknown')
}

/** A run of another process of this machine and user, which lives until the test has finished. */
export function runOfLiveProcess(): Run {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' })
  onTestFinished(() => void child.kill('SIGKILL'))
  if (child.pid === undefined) throw new Error('sleep did not start')
  return checked({ ...newRun().owner, pid: child.pid, processStart: processStart(child.pid) }, 'alive')
}

function checked(owner: Owner, standing: ReturnType<typeof processStanding>): Run {
  const actual = processStanding(owner)
  if (actual !== standing) throw new Error(`the owner was to be ${standing}, and counts as ${actual}`)
  return { id: randomUUID(), owner }
}

function processStart(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return `${boot} ${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`
}
