import type { AnyAuthMethod, AuthHandlerMiddleware } from 'ssh2'
import type { SecretOption } from '../options.js'
import type { Target } from '../target/target.js'
import { ArrangedAgent } from './arranged-agent.js'
import { reveal } from './key-file.js'
import type { KeyFiles, UsableKeys } from './key-files.js'

/** One way to log in. */
export interface LoginMethod {
  /** For messages: `key /home/me/.ssh/id_ed25519`. */
  readonly description: string
  /** The name by which servers say that they would accept it. */
  readonly serverName: string
  readonly method: AnyAuthMethod
}

/** The ways to log in, in the order in which they are tried, and notes for the error if the host takes none of them. */
export interface LoginWays {
  readonly methods: readonly LoginMethod[]
  readonly notes: string[]
}

/**
 * The ways to log in to a target. Rejects with an `UnusableKeyError` where a key that was named cannot be used and
 * nothing can stand in for it.
 */
export async function loginWays(
  target: Target,
  files: KeyFiles,
  password: SecretOption | undefined,
): Promise<LoginWays> {
  const { username, identities, mayHavePassword } = target
  const secret = mayHavePassword ? reveal(password) : undefined
  const keys = await files.usable(identities.files)
  const [firstFailure] = keys.failures
  if (firstFailure !== undefined && identities.agent === undefined && secret === undefined && keys.keys.length === 0) {
    throw firstFailure
  }
  const notes = [...keys.failures.map(({ message }) => message), ...keys.notes]
  const methods: LoginMethod[] = [
    ...keys.keys.map(({ path, key }) => publicKey(`key ${path}`, { type: 'publickey', username, key })),
    ...agentMethods(target, keys),
    ...(secret === undefined ? [] : passwordMethods(username, secret, notes)),
  ]
  if (methods.length === 0) {
    const paths = identities.files.map(({ path }) => path).join(', ')
    notes.push(`there is no key (${paths || 'none is named'}), no ssh-agent and no password`)
  }
  return { methods, notes }
}

function publicKey(description: string, method: AnyAuthMethod): LoginMethod {
  return { description, serverName: 'publickey', method }
}

function agentMethods(
  { username, identities: { agent, onlyFiles } }: Target,
  keys: UsableKeys,
): readonly LoginMethod[] {
  if (agent === undefined) return []
  const tried = keys.keys.map(({ key }) => key.getPublicSSH())
  const arranged = new ArrangedAgent(agent, { first: keys.publicKeys, tried, only: onlyFiles })
  return [publicKey('ssh-agent', { type: 'agent', username, agent: arranged })]
}

function passwordMethods(username: string, password: string, notes: string[]): readonly LoginMethod[] {
  const prompt = answerWith(password, notes)
  return [
    { description: 'password', serverName: 'password', method: { type: 'password', username, password } },
    {
      description: 'keyboard-interactive',
      serverName: 'keyboard-interactive',
      method: { type: 'keyboard-interactive', username, prompt },
    },
  ]
}

/** Told how a login goes on. */
export interface LoginListener {
  /** A method is tried. */
  readonly onTry: (method: LoginMethod) => void
  /** The server has named the methods that it takes. */
  readonly onAccepted: (names: readonly string[]) => void
}

/**
 * Gives ssh2 one method after the other, leaving out what the server says it does not take. One that the server took
 * and wants another after (`AuthenticationMethods`) is done with; the others begin anew then, as what it did not take
 * before it may take now.
 */
export function tryInOrder(
  methods: readonly LoginMethod[],
  { onTry, onAccepted }: LoginListener,
): AuthHandlerMiddleware {
  let useful = methods
  let remaining = [...methods]
  let last: LoginMethod | undefined
  return (accepted: readonly string[] | null, partial, next) => {
    if (accepted !== null) onAccepted(accepted)
    if (partial) {
      useful = useful.filter((method) => method !== last)
      remaining = [...useful]
    }
    for (;;) {
      last = remaining.shift()
      if (last === undefined) {
        // ssh2 gives up on `false`, which its types leave out.
        return next(false as unknown as AnyAuthMethod)
      }
      if (accepted !== null && !accepted.includes(last.serverName)) continue
      onTry(last)
      return next(last.method)
    }
  }
}

type Prompt = { readonly prompt: string; readonly echo?: boolean }

/**
 * Answers the first hidden question with the password: a server that asks again has refused it, and a question that is
 * shown, or a second one, is about something else, such as a code, which the password must not be given to.
 */
function answerWith(password: string, notes: string[]) {
  let answered = false
  return (
    _name: string,
    _instructions: string,
    _language: string,
    prompts: readonly Prompt[],
    finish: (answers: string[]) => void,
  ): void => {
    const answers = prompts.map(({ prompt, echo }) => {
      if (!answered && echo !== true && !/\b(?:code|token|otp|pin|factor)\b/i.test(prompt)) {
        answered = true
        return password
      }
      notes.push(`the host asked "${prompt.trim()}", which was not answered`)
      return ''
    })
    finish(answers)
  }
}
