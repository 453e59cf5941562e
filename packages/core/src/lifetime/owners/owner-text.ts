import type { Owner } from './run.js'

/** An owner as a label or a file carries it. Equal owners make equal texts. */
export function ownerText({ user, machine, pidNamespace, pid, processStart }: Owner): string {
  return JSON.stringify({ user, machine, pidNamespace, pid, processStart })
}

/** Name of the machine of an owner, for people: without what tells apart machines of one name. */
export function machineName({ machine }: Pick<Owner, 'machine'>): string {
  return machine.split('/')[0] ?? ''
}

/** Reads an owner's text; null if the text is none. */
export function readOwner(text: string): Owner | null {
  try {
    const { user, machine, pidNamespace, pid, processStart } = JSON.parse(text) as Partial<Owner>
    if (typeof user !== 'string' || typeof machine !== 'string' || typeof pidNamespace !== 'string') return null
    if (!isProcessId(pid) || typeof processStart !== 'string') return null
    return { user, machine, pidNamespace, pid, processStart }
  } catch {
    return null
  }
}

/** Of a number that is none, it could be said that the process is dead. */
function isProcessId(pid: unknown): pid is number {
  return typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 0
}
