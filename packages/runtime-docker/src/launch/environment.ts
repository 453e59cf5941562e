import { environmentLine, type Trouble } from '@berth/core/adapter'

/**
 * How the environment of a container gets to the engine's command without standing in its words, which every user of
 * the host can read: as a file of variables, which is standard input, or, where a value is too much for a line of that
 * file, as variables that the command takes from its own environment.
 */
export interface EnvironmentWay {
  /** The words of `create`. */
  readonly flags: readonly string[]
  /** Names of the variables that the command takes from its own environment. */
  readonly inherited: readonly string[]
  /** Standard input of the program: a line that exports the inherited variables, then the lines of the file. */
  readonly input: string
}

/** Longest line of a file of variables, in bytes: the engines' commands refuse one of 64 KiB. */
const longestLine = 60_000

/** Variables that mean something to the engine's command itself, to sudo before it, or to the shell before both. */
const clientsOwn =
  /^(PATH|HOME|USER|LOGNAME|SHELL|PWD|OLDPWD|IFS|ENV|TERM|TMPDIR|LANG|LC_.*|LD_.*|BASH.*|SUDO_.*|XDG_.*|SSL_.*|GO.*|DOCKER_.*|CONTAINERS?_.*|PODMAN_.*|BUILD.*|STORAGE_.*|REGISTRY_.*|(HTTPS?|FTP|NO|ALL)_PROXY|UID|EUID|PPID|SHLVL)$/i

/**
 * The way for these variables, or why there is none for one of them.
 *
 * Throws `TypeError` for what no variable can be.
 */
export function environmentWay(env: Readonly<Record<string, string>>): EnvironmentWay | Trouble {
  // For its checks: the lines of a file have none.
  environmentLine(env)
  const entries = Object.entries(env)
  const inherited = entries.filter(([name, value]) => !fitsLine(name, value))
  const [refused] = inherited.filter(([name]) => clientsOwn.test(name)).map(([name]) => name)
  if (refused !== undefined) {
    return {
      reason: `the value of the environment variable ${refused} has several lines, or is longer than ${longestLine} bytes, and the engine's own command has a variable of this name`,
      remedy: `Give ${refused} a shorter value of one line in container.env.`,
    }
  }
  const lines = entries.filter(([name, value]) => fitsLine(name, value)).map(([name, value]) => `${name}=${value}\n`)
  return {
    flags: [
      ...(lines.length === 0 ? [] : ['--env-file', '/dev/stdin']),
      ...inherited.flatMap(([name]) => ['--env', name]),
    ],
    inherited: inherited.map(([name]) => name),
    input: `${environmentLine(Object.fromEntries(inherited)) || '\n'}${lines.join('')}`,
  }
}

/** Whether a variable is what a line of the file says, byte for byte. */
function fitsLine(name: string, value: string): boolean {
  return !/[\n\r]/.test(value) && Buffer.byteLength(`${name}=${value}`) < longestLine
}
