import type { AnyAuthMethod, AuthHandlerMiddleware } from 'ssh2'
import type { KeyFile } from './key-file.js'
import { reveal } from './key-file.js'
import type { SecretOption } from './options.js'

/** What a login may be tried with. */
export interface Credentials {
  readonly key: KeyFile | undefined
  readonly agent: string | undefined
  readonly password: SecretOption | undefined
}

/** One way to log in. */
export interface LoginMethod {
  /** For messages: `key /home/me/.ssh/id_ed25519`. */
  readonly description: string
  /** The name by which servers say that they would accept it. */
  readonly serverName: string
  readonly method: AnyAuthMethod
}

/** The ways to log in, in the order in which they are tried. Rejects with an `UnusableKeyError`. */
export async function loginMethods(username: string, credentials: Credentials): Promise<readonly LoginMethod[]> {
  const { agent, password } = credentials
  const methods: LoginMethod[] = []
  if (credentials.key !== undefined) {
    const { path } = credentials.key
    const key = await credentials.key.read()
    methods.push({ description: `key ${path}`, serverName: 'publickey', method: { type: 'publickey', username, key } })
  }
  if (agent !== undefined) {
    methods.push({ description: 'ssh-agent', serverName: 'publickey', method: { type: 'agent', username, agent } })
  }
  const secret = reveal(password)
  if (secret !== undefined) {
    methods.push({
      description: 'password',
      serverName: 'password',
      method: { type: 'password', username, password: secret },
    })
    methods.push({
      description: 'keyboard-interactive',
      serverName: 'keyboard-interactive',
      method: { type: 'keyboard-interactive', username, prompt: answerWith(secret) },
    })
  }
  return methods
}

/** Gives ssh2 one method after the other, leaving out what the server says it does not take; tells which ones were tried. */
export function tryInOrder(
  methods: readonly LoginMethod[],
  onTry: (method: LoginMethod) => void,
): AuthHandlerMiddleware {
  const remaining = [...methods]
  return (accepted: readonly string[] | null, _partial, next) => {
    for (;;) {
      const method = remaining.shift()
      if (method === undefined) {
        // ssh2 gives up on false, which its types do not know.
        return next(false as unknown as AnyAuthMethod)
      }
      if (accepted !== null && !accepted.includes(method.serverName)) continue
      onTry(method)
      return next(method.method)
    }
  }
}

type Prompt = { readonly prompt: string; readonly echo?: boolean }

/** Answers hidden questions with the password, once: a server that asks again has refused it. */
function answerWith(password: string) {
  let answered = false
  return (
    _name: string,
    _instructions: string,
    _language: string,
    prompts: readonly Prompt[],
    finish: (answers: string[]) => void,
  ): void => {
    const answers = prompts.map(({ echo }) => (echo === true || answered ? '' : password))
    answered = true
    finish(answers)
  }
}
