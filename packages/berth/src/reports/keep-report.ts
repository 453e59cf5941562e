import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Reports that are kept; of more, the oldest go. */
const mostReports = 20

/**
 * Keeps a text that is too long for a terminal as a file of its own in this folder, which is made if it is missing, and
 * gives the path. Only this user may read it. The latest twenty are kept. Throws the system's error where the file
 * cannot be written.
 */
export function keepReport(folder: string, text: string, now: Date): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${now.toISOString().replaceAll(':', '-')}-${randomUUID().slice(0, 8)}.txt`)
  writeFileSync(path, text, { mode: 0o600, flag: 'wx' })
  const reports = readdirSync(folder).filter((name) => name.endsWith('.txt'))
  for (const name of reports.sort().slice(0, -mostReports)) rmSync(join(folder, name), { force: true })
  return path
}
