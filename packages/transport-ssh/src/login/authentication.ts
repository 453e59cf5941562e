import type { AnyAuthMethod } from 'ssh2'
import type { SecretOption } from '../options.js'
import type { AuthenticationMethod } from '../target/authentication.js'
import type { Target } from '../target/target.js'
import { agentKeys } from './agent/agent-keys.js'
import { reveal } from './key-file.js'
import type { KeyFiles, UsableKeys } from './key-files.js'
import type { LoginMethod, LoginSource, LoginWay } from './login-attempts.js'

/** The ways to log in, in the order in which they are tried, and notes for the error if the host takes none of them. */
export interface LoginWays {
  readonly ways: readonly LoginWay[]
  readonly notes: string[]
}

const noKeys: UsableKeys = { keys: [], publicKeys: [], failures: [], notes: [] }

/**
 * The ways to log in to a target. Rejects with an `UnusableKeyError` where a key that was named cannot be used and
 * nothing can stand in for it.
 */
export async function loginWays(
  target: Target,
  files: KeyFiles,
  password: SecretOption | undefined,
): Promise<LoginWays> {
  const { username, identities, mayHavePassword, authentication } = target
  const secret = mayHavePassword ? reveal(password) : undefined
  const mayHaveKeys = authentication.methods.includes('publickey')
  const keys = mayHaveKeys ? await files.usable(identities.files) : noKeys
  const [firstFailure] = keys.failures
  if (firstFailure !== undefined && identities.agent === undefined && secret === undefined && keys.keys.length === 0) {
    throw firstFailure
  }
  const notes = [...authentication.notes, ...keys.failures.map(({ message }) => message), ...keys.notes]
  const waysBy: Readonly<Record<AuthenticationMethod, readonly LoginWay[]>> = {
    publickey: mayHaveKeys ? [...fileMethods(username, keys), ...agentSource(target, keys, notes)] : [],
    password: secret === undefined ? [] : [passwordMethod(username, secret)],
    'keyboard-interactive': secret === undefined ? [] : [questionsMethod(username, secret, notes)],
  }
  const ways = authentication.methods.flatMap((method) => waysBy[method])
  if (ways.length === 0) {
    const paths = identities.files.map(({ path }) => path).join(', ')
    const keyless = mayHaveKeys ? `no key (${paths || 'none is named'}), no ssh-agent and ` : ''
    notes.push(`there is ${keyless}no password`)
  }
  return { ways, notes }
}

function fileMethods(username: string, { keys }: UsableKeys): readonly LoginMethod[] {
  return keys.map(({ path, key }) => publicKey(`key ${path}`, { type: 'publickey', username, key }))
}

function publicKey(description: string, method: AnyAuthMethod): LoginMethod {
  return { description, serverName: 'publickey', method }
}

function agentSource(
  { username, identities: { agent, onlyFiles } }: Target,
  keys: UsableKeys,
  notes: string[],
): readonly LoginSource[] {
  if (agent === undefined) return []
  const tried = keys.keys.map(({ key }) => key.getPublicSSH())
  const arrangement = { first: keys.publicKeys, tried, only: onlyFiles }
  const description = 'ssh-agent'
  const methods = async (signal: AbortSignal): Promise<readonly LoginMethod[]> => {
    const offered = await agentKeys(agent, arrangement, signal)
    notes.push(...offered.notes)
    return offered.keys.map(({ key, isNamed }) => ({
      ...publicKey(description, { type: 'publickey', username, key }),
      isGuess: !isNamed,
    }))
  }
  return [{ description, serverName: 'publickey', methods }]
}

function passwordMethod(username: string, password: string): LoginMethod {
  return { description: 'password', serverName: 'password', method: { type: 'password', username, password } }
}

function questionsMethod(username: string, password: string, notes: string[]): LoginMethod {
  const serverName = 'keyboard-interactive'
  return {
    description: serverName,
    serverName,
    method: { type: serverName, username, prompt: answerWith(password, notes) },
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
