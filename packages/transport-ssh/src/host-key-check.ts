import type { BerthError } from '@berth/core/adapter'
import { connectError } from './errors.js'
import { fingerprint, type HostKeyVerdict, hostKeyAlgorithms, judgeHostKey } from './host-key.js'
import { type KnownHostsEntry, keyTypeOf, knownHostsName } from './known-hosts.js'
import type { KnownHostsFile } from './known-hosts-file.js'
import type { Target } from './target.js'

/** Checks the key of one host on one connection: first what it presents, then, once it has proved to own it, what is written down. */
export class HostKeyCheck {
  readonly algorithms: readonly string[]
  readonly #host: string
  readonly #name: string
  readonly #file: KnownHostsFile
  readonly #entries: readonly KnownHostsEntry[]
  #presented: Buffer | undefined
  #verdict: HostKeyVerdict | undefined

  constructor(host: string, target: Target, file: KnownHostsFile, entries: readonly KnownHostsEntry[]) {
    this.#host = host
    this.#name = knownHostsName(target.address, target.port)
    this.#file = file
    this.#entries = entries
    this.algorithms = hostKeyAlgorithms(entries, this.#name)
  }

  /** Judges a key before its proof. Gives the error that refuses it; undefined to go on. */
  present(key: Buffer): BerthError | undefined {
    // A new key exchange on an open connection comes here again.
    if (this.#presented?.equals(key)) return undefined
    this.#presented = Buffer.from(key)
    this.#verdict = judgeHostKey(this.#entries, this.#name, key)
    return this.#refusal(this.#verdict, key)
  }

  /** Writes a new key down, now that the host has proved to own it. Rejects if it has become known by another one meanwhile. */
  async accept(): Promise<void> {
    if (this.#presented === undefined || this.#verdict?.verdict !== 'new') return
    const verdict = await this.#file.accept({ name: this.#name, key: this.#presented })
    const refusal = this.#refusal(verdict, this.#presented)
    if (refusal !== undefined) throw refusal
  }

  #refusal(verdict: HostKeyVerdict, key: Buffer): BerthError | undefined {
    const presented = `${keyTypeOf(key)} ${fingerprint(key)}`
    switch (verdict.verdict) {
      case 'known':
      case 'new':
        return undefined
      case 'revoked':
        return connectError(this.#host, {
          code: 'BERTH_HOST_KEY',
          message: `${this.#name} presents the key ${presented}, which is revoked by ${this.#at(verdict.entry)}`,
          remedy: 'Do not use this host before its key has been replaced.',
        })
      case 'changed': {
        const { entry } = verdict
        const known = `${entry.keyType} ${fingerprint(Buffer.from(entry.key, 'base64'))}`
        return connectError(this.#host, {
          code: 'BERTH_HOST_KEY',
          message: `${this.#name} presents the key ${presented}, but is known by ${known} (${this.#at(entry)})`,
          remedy: `If the host was installed anew, remove the old key with ssh-keygen -R '${this.#name}' -f ${this.#file.path}; if not, someone may be in between.`,
        })
      }
      default:
        return verdict satisfies never
    }
  }

  #at({ line }: KnownHostsEntry): string {
    return `${this.#file.path}:${line}`
  }
}
