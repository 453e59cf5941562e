import { keyTypeOf } from '../host-keys/known-hosts.js'

/** A host as another one reaches it. */
export interface ReachedHost {
  readonly address: string
  readonly port: number
  readonly username: string
  /** The key by which it is known, in SSH's binary form. */
  readonly hostKey: Buffer
}

/**
 * The words of OpenSSH's own client, from 8.9 on, that logs in to a host by the agent that is forwarded to it and no
 * other way, if the host has this key, whatever the configuration is where it runs; the last word, a command line, is
 * not among them.
 */
export function sshWords({ address, port, username, hostKey }: ReachedHost): readonly string[] {
  const type = keyTypeOf(hostKey)
  const options = {
    BatchMode: 'yes',
    // The one key of the one name; files would have to be written there.
    StrictHostKeyChecking: 'yes',
    HostKeyAlias: alias,
    KnownHostsCommand: `/bin/echo ${alias} ${type} ${hostKey.toString('base64')}`,
    UserKnownHostsFile: '/dev/null',
    GlobalKnownHostsFile: '/dev/null',
    HostKeyAlgorithms: type === 'ssh-rsa' ? 'rsa-sha2-512,rsa-sha2-256' : type,
    CheckHostIP: 'no',
    UpdateHostKeys: 'no',
    IdentityFile: 'none',
    IdentityAgent: 'SSH_AUTH_SOCK',
    PreferredAuthentications: 'publickey',
    ForwardAgent: 'no',
    ClearAllForwardings: 'yes',
    ControlPath: 'none',
    // Fast where the processor has AES, as the data is what counts.
    Ciphers: '^aes128-gcm@openssh.com',
    // As the connections from here have it; the one that OpenSSH prefers takes longer than a small file.
    KexAlgorithms: '^curve25519-sha256',
    Compression: 'no',
    ConnectTimeout: '5',
    ServerAliveInterval: '2',
    ServerAliveCountMax: '3',
    EscapeChar: 'none',
    LogLevel: 'ERROR',
  }
  const settings = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  return ['ssh', '-F', '/dev/null', '-T', '-l', username, '-p', String(port), ...settings, '--', address]
}

const alias = 'berth'

/** Whether a program, by what it calls itself, asks for logins, or takes some, that are bound to one host. */
export function bindsLogins(software: string): boolean {
  const [, major, minor] = /^OpenSSH_(\d+)\.(\d+)/.exec(software) ?? []
  return major !== undefined && Number(major) * 1000 + Number(minor) >= 8009
}
