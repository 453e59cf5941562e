import {
  BerthError,
  type ConnectOptions,
  commandLine,
  type HostConnection,
  type Passage,
  type Passages,
} from '@berth/core/adapter'
import type { Link } from '../connection/link.js'
import { agentStream } from './agent-stream.js'
import { PassingAgent } from './passing-agent.js'
import { bindsLogins, sshWords } from './ssh-words.js'

/** What the ways from a host to others are made of. */
export interface PassagesParts {
  readonly host: string
  /** A connection to the host that nothing else uses. */
  readonly link: Link
  /** The connection of that link, which closes it. */
  readonly connection: HostConnection
  /** The connection from here to another host. Rejects as `Transport.connect` does. */
  readonly linkTo: (host: string, options: ConnectOptions) => Promise<Link>
}

/**
 * Opens the ways from a host to others: lends it an agent that signs logins to hosts that are allowed at the time.
 * Rejects with `BERTH_CAPABILITY_MISSING` where that cannot be; then the connection is closed.
 */
export async function openPassages({ host, link, connection, linkTo }: PassagesParts): Promise<Passages> {
  const agent = new PassingAgent()
  const over = new AbortController()
  const close = async (): Promise<void> => {
    over.abort()
    await connection.close()
  }
  try {
    const said = await link
      .lendAgent(
        () => agentStream((message) => agent.answer(message, over.signal)),
        `exec ${commandLine(['ssh', '-V'])}`,
      )
      .catch((error: unknown) => {
        throw notPassable(host, 'its sshd forwards no agent (AllowAgentForwarding)', error)
      })
    const [client = ''] = /OpenSSH_\S+/.exec(said) ?? []
    if (!bindsLogins(client)) {
      const has = client === '' ? 'no ssh of OpenSSH' : `the ssh of ${client}`
      throw notPassable(host, `it has ${has}; one from OpenSSH_8.9 on asks for a login to one host alone`)
    }
  } catch (error) {
    await close()
    throw error
  }
  const to = async (other: string, options: ConnectOptions = {}): Promise<Passage> => {
    const { loggedIn, software } = await linkTo(other, options)
    const { target, hostKey, key } = loggedIn
    if (key === undefined)
      throw notPassable(other, 'the login there is not by a key alone, and a password is given to no other host')
    if (!bindsLogins(software))
      throw notPassable(other, `its sshd is ${software}; one from OpenSSH_8.9 on takes logins that no other host takes`)
    return {
      words: sshWords({ ...target, hostKey }),
      close: agent.allow({ username: target.username, key, hostKey }),
    }
  }
  return { host, exec: connection.exec, to, close, [Symbol.asyncDispose]: close }
}

function notPassable(host: string, message: string, cause?: unknown): BerthError {
  const operation = 'reach other hosts'
  const remedy = 'Change that there, or have each host be given the image from here (distribute: direct).'
  return new BerthError({ code: 'BERTH_CAPABILITY_MISSING', host, operation, message, remedy, cause })
}
