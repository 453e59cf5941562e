/**
 * The part of a container's environment that its SSH sessions get too, sorted. Variables that belong to one process or
 * session are left out, and so are texts that a line of sshd's configuration cannot hold: control characters, double
 * quotes and backslashes.
 */
export function sessionEnvironment(environ: string): Record<string, string> {
  const variables = environ.split('\0').flatMap((entry): [string, string][] => {
    const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(entry) ?? []
    if (name === undefined || value === undefined || ofProcess.test(name) || unwritable.test(value)) return []
    return [[name, value]]
  })
  return Object.fromEntries(variables.sort(([a], [b]) => (a < b ? -1 : 1)))
}

const ofProcess = /^(HOME|HOSTNAME|USER|LOGNAME|SHELL|MAIL|TERM|PWD|OLDPWD|SHLVL|_|BERTH_\w+|SSH_\w+)$/

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are looked for
const unwritable = /[\0-\x1f\x7f"\\]/
