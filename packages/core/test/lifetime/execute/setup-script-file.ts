import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Path of a setup script that is really there. */
export function setupScriptFile(text = 'echo set up\n'): string {
  const path = join(mkdtempSync(join(tmpdir(), 'berth-')), 'setup.sh')
  writeFileSync(path, text)
  return path
}
