import type { Owner } from './run.js'

/** An owner as a label or a file carries it. Equal owners make equal texts. */
export function ownerText({ user, machine, pidNamespace, pid, processStart }: Owner): string {
  return JSON.stringify({ user, machine, pidNamespace, pid, processStart })
}

/** Reads an owner's text; null if the text is none. */
export function readOwner(text: string): Owner | null {
  try {
    const { user, machine, pidNamespace, pid, processStart } = JSON.parse(text) as Partial<Owner>
    if (typeof user !== 'string' || typeof machine !== 'string' || typeof pidNamespace !== 'string') return null
    if (typeof pid !== 'number' || typeof processStart !== 'string') return null
    return { user, machine, pidNamespace, pid, processStart }
  } catch {
    return null
  }
}
