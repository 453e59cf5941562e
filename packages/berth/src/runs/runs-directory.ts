import { isAbsolute, join } from 'node:path'

/**
 * The folder of run records: below `$XDG_STATE_HOME`, which counts only when absolute, else below `~/.local/state`.
 */
export function runsDirectory(
  environment: Readonly<Record<string, string | undefined>>,
  homeDirectory: string,
): string {
  const base = environment.XDG_STATE_HOME
  const home = base !== undefined && isAbsolute(base) ? base : join(homeDirectory, '.local', 'state')
  return join(home, 'berth', 'runs')
}
