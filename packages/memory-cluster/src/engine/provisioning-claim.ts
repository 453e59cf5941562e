import type { Process } from '../os/process.js'
import { ticksOf } from '../os/system-files.js'

/**
 * The run that holds the claim on the marker of this launch, by a process that still lives; null if none does. Claims
 * are numbered files beside the marker, of which the last counts.
 */
export function claimHolder({ files, processes }: Process['machine'], marker: string, launch: string): string | null {
  const folder = claimsOf(marker)
  const last = Math.max(0, ...(files.list(folder) ?? []).map(Number))
  const [run = '', of, ...identity] = files.text(`${folder}/${last}`)?.trim().split(' ') ?? []
  const lives = [...processes.values()].some((process) => identityOf(process) === identity.join(' '))
  return of === launch && lives ? run : null
}

/** Claims a marker for a run, as long as the process lives. */
export function takeClaim(process: Process, marker: string, run: string, launch: string): void {
  const { files } = process.machine
  const folder = claimsOf(marker)
  const last = Math.max(0, ...(files.list(folder) ?? []).map(Number))
  files.write(`${folder}/${last + 1}`, `${run} ${launch} ${identityOf(process)}\n`)
}

function claimsOf(marker: string): string {
  return `${marker}.claims`
}

/** What tells a process from a later one with its number, as the programs of core read it from `/proc`. */
function identityOf({ pid, startedAt, machine }: Process): string {
  return `${pid} ${ticksOf(startedAt, machine)} ${machine.bootId}`
}
