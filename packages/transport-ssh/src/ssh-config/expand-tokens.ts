import { hostname } from 'node:os'
import { expandHome } from './databases/expand-home.js'
import { SshConfigError } from './ssh-config-error.js'

/** The values of ssh_config's tokens by their letters: `h` for `%h`. */
export type Tokens = Readonly<Record<string, string>>

/** The tokens that are about this machine, whatever the host is. */
export function machineTokens(): Tokens {
  const name = hostname()
  return { i: String(process.getuid?.() ?? ''), l: name, L: name.replace(/\..*$/, '') }
}

/** A value with its tokens replaced. Throws {@link SshConfigError} for a token that it may not have. */
export function expandTokens(text: string, tokens: Tokens, origin: string): string {
  return text.replace(/%(.?)/g, (token, letter: string) => tokenValue(token, letter, tokens, origin))
}

/** A path with `~`, `~user`, tokens and `${VARIABLE}` replaced. Throws {@link SshConfigError}. */
export function expandPath(text: string, tokens: Tokens, origin: string): string {
  const path = expandHome(text, tokens.d ?? '~')
  if (path === undefined) {
    throw new SshConfigError(
      `${origin} has ${text}, the home of a user whom /etc/passwd does not have`,
      'Write the path itself.',
    )
  }
  return path.replace(/%(.?)|\$\{(\w+)\}/g, (reference, letter: string | undefined, variable: string | undefined) =>
    variable === undefined ? tokenValue(reference, letter ?? '', tokens, origin) : variableOf(variable, origin),
  )
}

function tokenValue(token: string, letter: string, tokens: Tokens, origin: string): string {
  if (letter === '%') return '%'
  const value = Object.hasOwn(tokens, letter) ? tokens[letter] : undefined
  if (value !== undefined) return value
  throw new SshConfigError(`${origin} has ${token}, which Berth does not know there`, 'Write the value itself.')
}

function variableOf(name: string, origin: string): string {
  const value = process.env[name]
  if (value !== undefined) return value
  throw new SshConfigError(`${origin} has the variable ${name}, which is not set`, 'Set it, or write the path itself.')
}
