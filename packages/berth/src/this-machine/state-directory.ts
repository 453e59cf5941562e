import { isAbsolute, join } from 'node:path'
import { privateFolder } from './private-folder.js'

/**
 * Berth's folder of state: below `$XDG_STATE_HOME`, which counts only when absolute, else below `~/.local/state`. For a
 * user without a home (null), a folder of that user's alone below `homeless`, which is made; by default below `/tmp`.
 * Throws `BERTH_STATE` where that cannot be trusted.
 */
export function stateDirectory(
  environment: Readonly<Record<string, string | undefined>>,
  homeDirectory: string | null,
  homeless = '/tmp',
): string {
  const base = environment.XDG_STATE_HOME
  if (base !== undefined && isAbsolute(base)) return join(base, 'berth')
  if (homeDirectory !== null) return join(homeDirectory, '.local', 'state', 'berth')
  return privateFolder(join(homeless, `berth-${process.geteuid?.() ?? ''}`))
}
