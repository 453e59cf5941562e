/** Where a host is reached, and as whom. */
export interface SshTarget {
  /** Name or address to connect to. Default is the host's name in the cluster file. */
  readonly address?: string
  /** Default is 22. */
  readonly port?: number
  /** Default is {@link SshTransportOptions.username}. */
  readonly username?: string
}

/** Options of `sshTransport`. Key file, agent and password are tried in this order, as far as they are given. */
export interface SshTransportOptions {
  /** Login user on every host that {@link SshTransportOptions.hosts} does not name another one for. */
  readonly username: string
  /** What differs from the defaults, by the host's name in the cluster file. */
  readonly hosts?: ReadonlyMap<string, SshTarget> | ((host: string) => SshTarget | undefined)
  /** Path of a private key, in OpenSSH's or PEM format. Read once, when the first connection is made. */
  readonly privateKeyFile?: string
  /** Passphrase of the key file. Never part of a message. */
  readonly passphrase?: SecretOption
  /** Password of the login user, for password and for keyboard-interactive authentication. Never part of a message. */
  readonly password?: SecretOption
  /** Socket of an ssh-agent; null for none. Default is what `SSH_AUTH_SOCK` says. */
  readonly agent?: string | null
  /** Default is `~/.ssh/known_hosts`. */
  readonly knownHostsFile?: string
  /** `accept-new`: a host that is not known is accepted and written down; one that presents another key than the known one is refused. Default is `accept-new`. */
  readonly hostKeyPolicy?: 'accept-new'
  /** Milliseconds for reaching a host, the handshake and the login together, time spent waiting for other hosts' handshakes not counted. Default is 10,000. */
  readonly connectTimeout?: number
  /** How a dead connection is noticed. Default is every 15,000 ms, lost after 3 unanswered ones. */
  readonly keepalive?: Keepalive
  /** Handshakes at once, over all hosts. Default is 32. */
  readonly simultaneousHandshakes?: number
  /** Told of what does not stop the work, as a known_hosts file that cannot be written. Default is `process.emitWarning`. */
  readonly onWarning?: (message: string) => void
}

/** A secret, or what gives it out when it is needed. */
export type SecretOption = string | (() => string)

/** Questions asked on every connection, so that a dead one is noticed in `interval × (unanswered + 1)` at most. */
export interface Keepalive {
  /** Milliseconds between two questions. */
  readonly interval: number
  /** Unanswered questions after which the connection is lost. */
  readonly unanswered: number
}
