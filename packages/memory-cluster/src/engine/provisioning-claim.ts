import type { Process } from '../os/process.js'

/**
 * The run that holds the claim on a marker, by a process that still lives; null if none does. Claims are numbered files
 * beside the marker, of which the last counts.
 */
export function claimHolder({ files, processes }: Process['machine'], marker: string): string | null {
  const folder = claimsOf(marker)
  const last = Math.max(0, ...(files.list(folder) ?? []).map(Number))
  const [run = '', identity] = files.text(`${folder}/${last}`)?.trim().split(' ') ?? []
  return [...processes.values()].some((process) => identityOf(process) === identity) ? run : null
}

/** Claims a marker for a run, as long as the process lives. */
export function takeClaim(process: Process, marker: string, run: string): void {
  const { files } = process.machine
  const folder = claimsOf(marker)
  const last = Math.max(0, ...(files.list(folder) ?? []).map(Number))
  files.write(`${folder}/${last + 1}`, `${run} ${identityOf(process)}\n`)
}

function claimsOf(marker: string): string {
  return `${marker}.claims`
}

/** What tells a process from a later one with its number. */
function identityOf({ pid, machine }: Process): string {
  return `${pid}/${machine.bootId}`
}
