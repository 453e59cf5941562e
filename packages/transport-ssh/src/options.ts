/** Where a host is reached, and as whom. */
export interface SshTarget {
  /**
   * Name or address to connect to. Default is `HostName` in the SSH configuration, else the host's name in the cluster
   * file.
   */
  readonly address?: string
  /** Default is what the SSH configuration says, else 22. */
  readonly port?: number
  /** Default is {@link SshTransportOptions.username}. */
  readonly username?: string
  /**
   * Hosts to go through, the nearest first, with commas between them: each `[user@]host[:port]`, an IPv6 address in
   * brackets; `none` to connect directly. Default is `ProxyJump` in the SSH configuration.
   */
  readonly jump?: string
}

/**
 * Options of `sshTransport`. What they say comes before the SSH configuration, and that before the defaults. Keys,
 * agent and password are tried in this order.
 */
export interface SshTransportOptions {
  /**
   * Login user on every host that {@link SshTransportOptions.hosts} does not name another one for; not on jump hosts,
   * unless `hosts` has them. Default is `User` in the SSH configuration, else the user who runs Berth.
   */
  readonly username?: string
  /** What the caller knows of hosts, by name: that in the cluster file, or that of a jump host. */
  readonly hosts?: ReadonlyMap<string, SshTarget> | ((host: string) => SshTarget | undefined)
  /**
   * Path of a private key, in OpenSSH's or PEM format. Read once, when the first connection is made. Default is every
   * `IdentityFile` in the SSH configuration, else `id_ed25519`, `id_ecdsa` and `id_rsa` in `~/.ssh`, as far as they are
   * there. A private key of the user's that others may read is ignored, with a warning.
   * Keys of FIDO tokens, PKCS#11 libraries and certificates are not supported; errors name them.
   */
  readonly privateKeyFile?: string
  /** Passphrase of the key files. Never part of a message. */
  readonly passphrase?: SecretOption
  /**
   * Password of the login user, for password and for keyboard-interactive authentication. Never part of a message, and
   * never given to a jump host that only the SSH configuration names.
   */
  readonly password?: SecretOption
  /**
   * Socket of an ssh-agent; null for none. Default is `IdentityAgent` in the SSH configuration, else what
   * `SSH_AUTH_SOCK` says.
   */
  readonly agent?: string | null
  /**
   * The only file to look for host keys in. Default is `UserKnownHostsFile` and `GlobalKnownHostsFile` in the SSH
   * configuration, else `known_hosts` and `known_hosts2` in `~/.ssh`, `ssh_known_hosts` and `ssh_known_hosts2` in
   * `/etc/ssh`.
   */
  readonly knownHostsFile?: string
  /** Default is what `StrictHostKeyChecking` in the SSH configuration says (`yes`, `no`), else `accept-new`. */
  readonly hostKeyPolicy?: HostKeyPolicy
  /**
   * Milliseconds for reaching a host, the handshake and the login together, time spent waiting for other hosts'
   * handshakes not counted; on a way through jump hosts, for each of them. A host that hangs up before the login, as an
   * sshd does that has no place free (`MaxStartups`), is asked again within this time, after pauses of 0.25 s at first
   * and 2 s at most; nothing else is tried twice. Default is `ConnectTimeout` in the SSH configuration, else 10,000.
   */
  readonly connectTimeout?: number
  /**
   * How a dead connection is noticed. Default is `ServerAliveInterval` and `ServerAliveCountMax` in the SSH
   * configuration where they are not 0, else every 15,000 ms, lost after 3 unanswered ones.
   */
  readonly keepalive?: Keepalive
  /**
   * Handshakes at once, over all hosts, each from its first word to the end of the login. A host that is silent for a
   * second does not count until it speaks again. With one and the same sshd there are never more than 8, since by
   * default it begins to turn some away when it has 10. Default is 32.
   */
  readonly simultaneousHandshakes?: number
  /**
   * Files of the SSH configuration, the first being asked first; none for an empty list. Read once, when the first
   * connection is made. `~/.ssh/config` and files that are included are refused where others may write them; a relative
   * `Include` starts from `~/.ssh`, in `/etc/ssh/ssh_config` from `/etc/ssh`. Default is `~/.ssh/config` and
   * `/etc/ssh/ssh_config`.
   */
  readonly configFiles?: readonly string[]
  /**
   * Told of what does not stop the work, as a known_hosts file that cannot be written, or a setting of the SSH
   * configuration that is not supported; of each once. Default is `process.emitWarning`.
   */
  readonly onWarning?: (message: string) => void
  /**
   * Told of each host key that was new and is known from now on, which only `accept-new` takes so. Default is a
   * warning.
   */
  readonly onNewHostKey?: (key: NewHostKey) => void
}

/** A host key that was new, was proved, and is known from now on. */
export interface NewHostKey {
  /** The host's name: that in the cluster file, or that of a jump host. */
  readonly host: string
  /** The name by which it is known: `[10.0.0.7]:2222`. */
  readonly name: string
  /** `ssh-ed25519`. */
  readonly keyType: string
  /** `SHA256:…`, as `ssh-keygen -l` shows it. */
  readonly fingerprint: string
  /** The known_hosts file that it was written to; null where that was not possible: then it holds for this run. */
  readonly file: string | null
}

/**
 * What is done about a host key that known_hosts does not have. `accept-new`: it is taken and written down. `strict`:
 * it is refused. `off`: it is taken, and nothing is written. A key that contradicts known_hosts is refused by all
 * three, and so is a revoked one.
 *
 * On another port than 22 a host is known as `[host]:port`. Where known_hosts does not have that, the key that it has
 * for `host` is taken too, and nothing is written; another key than that is new, since it may be another program's.
 */
export type HostKeyPolicy = 'strict' | 'accept-new' | 'off'

/** A secret, or what gives it out when it is needed. */
export type SecretOption = string | (() => string)

/**
 * Questions asked on a connection from which nothing comes, so that a dead one is noticed in
 * `interval × (unanswered + 1)` at most. Whatever comes counts as an answer; and while output that waits on this side
 * is still being taken, nothing is asked.
 */
export interface Keepalive {
  /** Milliseconds without a byte until a question is asked, and between two questions. */
  readonly interval: number
  /** Unanswered questions after which the connection is lost. */
  readonly unanswered: number
}
