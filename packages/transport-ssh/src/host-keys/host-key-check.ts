import { type BerthError, onHosts, type Remedy, type Varying } from '@berth/core/adapter'
import { connectError } from '../errors/connect-errors.js'
import { forgetHostKey, showHostKey } from '../errors/ssh-commands.js'
import type { NewHostKey } from '../options.js'
import type { Target } from '../target/target.js'
import {
  authorityOf,
  fingerprint,
  type HostKeyNames,
  type HostKeyVerdict,
  hostKeyAlgorithms,
  judgePresentedKey,
} from './judge-host-key.js'
import { type KnownHostsEntry, keyTypeOf } from './known-hosts.js'
import type { KnownHostsSet } from './known-hosts-set.js'

/** A host whose key is to be checked, with the known_hosts entries about it. */
export interface HostKeyRequest {
  /** Whom errors are about. */
  readonly host: string
  readonly target: Target
  readonly known: KnownHostsSet
  readonly entries: readonly KnownHostsEntry[]
  readonly warn: (message: string) => void
  readonly onNewKey: (key: NewHostKey) => void
}

/**
 * Checks the key of one host on one connection: `present` when the host shows the key, `accept` once it has proved to
 * own it. The verdict is given when `accept` has resolved; nothing of the user may go to the host before.
 */
export class HostKeyCheck {
  readonly algorithms: readonly string[]
  readonly #host: string
  readonly #target: Target
  readonly #known: KnownHostsSet
  readonly #names: HostKeyNames
  /** The known_hosts entries about this host. */
  readonly #entries: readonly KnownHostsEntry[]
  readonly #warn: (message: string) => void
  readonly #onNewKey: (key: NewHostKey) => void
  #presented: Buffer | undefined
  #verdict: HostKeyVerdict | undefined

  constructor({ host, target, known, entries, warn, onNewKey }: HostKeyRequest) {
    this.#host = host
    this.#target = target
    this.#known = known
    this.#names = hostKeyNames(target)
    this.#entries = entries
    this.#warn = warn
    this.#onNewKey = onNewKey
    this.algorithms = hostKeyAlgorithms(this.#entries, this.#names)
  }

  /** Judges a key before its proof. Gives the error that refuses it; undefined to go on. */
  present(key: Buffer): BerthError | undefined {
    if (this.#presented !== undefined) return this.#presentAgain(key)
    this.#presented = Buffer.from(key)
    this.#verdict = judgePresentedKey(this.#entries, this.#names, key)
    return this.#refusal(this.#verdict, key)
  }

  /**
   * Writes a new key down, now that the host has proved to own it, and tells of it. Rejects if it has become known by
   * another one meanwhile.
   */
  async accept(): Promise<void> {
    if (this.#presented === undefined || this.#verdict?.verdict !== 'new') return
    if (this.#target.hostKeyPolicy === 'off') return
    const key = this.#presented
    const { hashed, path } = this.#known
    const verdict = await this.#known.accept({ name: this.#name, key, hashed })
    const refusal = this.#refusal(verdict, key)
    if (refusal !== undefined) throw refusal
    if (verdict.accepted !== undefined) {
      this.#onNewKey({
        host: this.#host,
        name: this.#name,
        keyType: keyTypeOf(key),
        fingerprint: fingerprint(key),
        file: verdict.accepted === 'written' ? path : null,
      })
    }
    const authority = authorityOf(this.#entries)
    if (authority === undefined) return
    this.#warn(
      `${this.#name}: its plain key was taken as new, since the certificates of the authority in ${at(authority)} are not supported`,
    )
  }

  /** The key that the host presents, in SSH's binary form; undefined before it does. */
  get presented(): Buffer | undefined {
    return this.#presented
  }

  /** The host presents no key of a kind that can be checked. */
  noKey(message: string): BerthError {
    const authority = authorityOf(this.#entries)
    const known = authority === undefined ? '' : `; known_hosts knows an authority for it (${at(authority)})`
    return connectError(this.#host, {
      code: 'BERTH_HOST_KEY',
      message: `${this.#name} has no host key that can be checked (${message})${known}; certificates of hosts are not supported`,
      remedy:
        'Let its sshd offer plain host keys beside certificates (HostKeyAlgorithms in sshd_config): ed25519, ECDSA or RSA with SHA-2.',
    })
  }

  get #name(): string {
    return this.#names.name
  }

  /** Judges the key of a new key exchange on an open connection: there no key is new. */
  #presentAgain(key: Buffer): BerthError | undefined {
    if (this.#presented?.equals(key)) return undefined
    const verdict = judgePresentedKey(this.#entries, this.#names, key)
    if (verdict.verdict !== 'new') return this.#refusal(verdict, key)
    const presented = fingerprint(key)
    return this.#error(
      `${this.#name} presents the key ${keyTypeOf(key)} ${presented} in the middle of a connection, another one than before`,
      'Someone may be in between: use no connection to this host before that is known.',
      { presented },
    )
  }

  #refusal(verdict: HostKeyVerdict, key: Buffer): BerthError | undefined {
    const presented = `${keyTypeOf(key)} ${fingerprint(key)}`
    switch (verdict.verdict) {
      case 'known':
        return undefined
      case 'new':
        return this.#target.hostKeyPolicy === 'strict' ? this.#unknown(key) : undefined
      case 'revoked':
        return this.#error(
          `${this.#name} presents the key ${presented}, which is revoked by ${at(verdict.entry)}`,
          'Do not use this host before its key has been replaced.',
          { presented: fingerprint(key), entry: at(verdict.entry) },
        )
      case 'changed': {
        const { entry } = verdict
        const known = `${entry.keyType} ${fingerprint(Buffer.from(entry.key, 'base64'))}`
        return this.#error(
          `${this.#name} presents the key ${presented}, but is known by ${known} (${at(entry)})`,
          [
            'If the host was not installed anew, someone may be in between. If it was, take its old key away.',
            forgetHostKey({ name: this.#name, file: entry.file }),
          ],
          { presented: fingerprint(key), known: fingerprint(Buffer.from(entry.key, 'base64')), entry: at(entry) },
        )
      }
      default:
        return verdict satisfies never
    }
  }

  #unknown(key: Buffer): BerthError {
    const [keyType, presented] = [keyTypeOf(key), fingerprint(key)]
    return this.#error(
      `${this.#name} presents the key ${keyType} ${presented}, and is not known in ${this.#known.path}`,
      [
        "Compare the fingerprint with that of the host's own key.",
        onHosts(showHostKey({ kind: fileKind(keyType) }), [this.#target.address]),
        'Where they are the same, connect once with ssh, or let host_key_policy be "accept-new".',
      ],
      { presented },
    )
  }

  /**
   * A host that an authority vouches for may have been installed anew with a new certificate, which Berth cannot tell.
   */
  #error(message: string, remedy: Remedy, own: Varying): BerthError {
    const authority = authorityOf(this.#entries)
    const note =
      authority === undefined
        ? ''
        : `; the authority in ${at(authority)} may vouch for it, but certificates of hosts are not supported`
    return connectError(this.#host, {
      code: 'BERTH_HOST_KEY',
      message: `${message}${note}`,
      remedy,
      varying: { address: this.#name, ...own },
    })
  }
}

/** The names by which known_hosts may know a target. */
export function hostKeyNames({ hostKeyName, hostKeyNameWithoutPort }: Target): HostKeyNames {
  return { name: hostKeyName, withoutPort: hostKeyNameWithoutPort }
}

/** How sshd names the file of a key of this type. */
function fileKind(keyType: string): string {
  if (keyType.startsWith('ecdsa')) return 'ecdsa'
  return keyType.includes('ed25519') ? 'ed25519' : 'rsa'
}

function at({ file, line }: KnownHostsEntry): string {
  return `${file}:${line}`
}
