import { readFile } from 'node:fs/promises'
import type { AnyAuthMethod, AuthHandlerMiddleware } from 'ssh2'
import ssh2 from 'ssh2'
import type { SecretOption } from './options.js'

/** What a login may be tried with. */
export interface Credentials {
  readonly privateKeyFile: string | undefined
  readonly passphrase: SecretOption | undefined
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

/** A key file that cannot be used. */
export class UnusableKeyError extends Error {
  override readonly name = 'UnusableKeyError'
  readonly remedy: string

  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, { cause })
    this.remedy = remedy
  }
}

/** The ways to log in, in the order in which they are tried. Rejects with {@link UnusableKeyError}. */
export async function loginMethods(username: string, credentials: Credentials): Promise<readonly LoginMethod[]> {
  const { privateKeyFile, passphrase, agent, password } = credentials
  const methods: LoginMethod[] = []
  if (privateKeyFile !== undefined) {
    const key = await readKey(privateKeyFile, reveal(passphrase))
    methods.push({
      description: `key ${privateKeyFile}`,
      serverName: 'publickey',
      method: { type: 'publickey', username, key },
    })
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

async function readKey(path: string, passphrase: string | undefined): Promise<ssh2.ParsedKey> {
  const content = await readFile(path).catch((cause: unknown) => {
    throw new UnusableKeyError(
      `the key file ${path} cannot be read`,
      'Check the path of the key file and its permissions.',
      cause,
    )
  })
  const parsed = ssh2.utils.parseKey(content, passphrase)
  if (!(parsed instanceof Error)) {
    const [key] = [parsed].flat()
    if (key?.isPrivateKey()) return key
    throw new UnusableKeyError(`${path} holds a public key`, 'Name the private key, the file without .pub.')
  }
  if (/no passphrase given/i.test(parsed.message)) {
    throw new UnusableKeyError(
      `the key file ${path} is encrypted and no passphrase was given`,
      'Load the key into ssh-agent (ssh-add), or give the passphrase.',
    )
  }
  if (passphrase !== undefined && /passphrase|decrypt|integrity|bad/i.test(parsed.message)) {
    throw new UnusableKeyError(`the key file ${path} does not open with this passphrase`, 'Check the passphrase.')
  }
  throw new UnusableKeyError(
    `the key file ${path} is not a private key in a format that is known`,
    'Convert it with ssh-keygen -p -f FILE.',
  )
}

function reveal(secret: SecretOption | undefined): string | undefined {
  return typeof secret === 'function' ? secret() : secret
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
