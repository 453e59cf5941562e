import { isAbsolute, join } from 'node:path'

/** Berth's folder of state: below `$XDG_STATE_HOME`, which counts only when absolute, else below `~/.local/state`. */
export function stateDirectory(
  environment: Readonly<Record<string, string | undefined>>,
  homeDirectory: string,
): string {
  const base = environment.XDG_STATE_HOME
  return join(base !== undefined && isAbsolute(base) ? base : join(homeDirectory, '.local', 'state'), 'berth')
}
