import { remedyText } from '@berth/core/adapter'
import ssh2, { type ParsedKey } from 'ssh2'
import { isOutOfFiles } from '../open-files/open-files.js'
import type { SecretOption } from '../options.js'
import type { IdentityFile } from '../target/target.js'
import { ExposedKeyError, KeyFile, readKeyFile, UnusableKeyError } from './key-file.js'

/** The keys of a list of key files, and why some files give none. */
export interface UsableKeys {
  /** Private keys that are open. */
  readonly keys: readonly { readonly path: string; readonly key: ParsedKey }[]
  /** The public half of every file that has or names one, by which an agent's keys are recognised. */
  readonly publicKeys: readonly Buffer[]
  /** Why files that are there, or were named, cannot be used. */
  readonly failures: readonly UnusableKeyError[]
  /** Other possible reasons why a login fails. */
  readonly notes: readonly string[]
}

/** The key files of all targets, each read and opened once. */
export class KeyFiles {
  readonly #passphrase: SecretOption | undefined
  readonly #warn: (message: string) => void
  readonly #files = new Map<string, KeyFile>()

  /** `warn` is told of each key that is ignored because others may read it, each time. */
  constructor(passphrase: SecretOption | undefined, warn: (message: string) => void = () => undefined) {
    this.#passphrase = passphrase
    this.#warn = warn
  }

  /**
   * Reads the files, each once. Never rejects for a file that cannot be used, which is one of the `failures`, but for
   * one that this machine cannot open now as it has too many files open.
   */
  async usable(files: readonly IdentityFile[]): Promise<UsableKeys> {
    const read = await Promise.all(files.map((file) => this.#read(file)))
    return {
      keys: read.flatMap(({ path, key }) => (key === undefined ? [] : [{ path, key }])),
      publicKeys: read.flatMap(({ publicKey }) => (publicKey === undefined ? [] : [publicKey])),
      failures: read.flatMap(({ failure }) => (failure === undefined ? [] : [failure])),
      notes: read.flatMap(({ path, certificate }) =>
        certificate ? [`${path}-cert.pub was not used: certificates of users are not supported`] : [],
      ),
    }
  }

  async #read({ path, named }: IdentityFile): Promise<ReadFile> {
    const certificate = (await readKeyFile(`${path}-cert.pub`).catch(() => undefined)) !== undefined
    try {
      const key = await this.#file(path).read()
      return { path, key, publicKey: key.getPublicSSH(), certificate }
    } catch (error) {
      if (!(error instanceof UnusableKeyError) || isOutOfFiles(error.cause)) throw error
      if (error instanceof ExposedKeyError) this.#warn(`${error.message}. ${remedyText(error.remedy)}`)
      const publicKey = (await readPublicKey(path)) ?? (await readPublicKey(`${path}.pub`))
      const isExpected = error.isMissing && (!named || publicKey !== undefined)
      return { path, publicKey, certificate, ...(!isExpected && { failure: error }) }
    }
  }

  #file(path: string): KeyFile {
    const known = this.#files.get(path)
    if (known !== undefined) return known
    const file = new KeyFile(path, this.#passphrase)
    this.#files.set(path, file)
    return file
  }
}

interface ReadFile {
  readonly path: string
  readonly key?: ParsedKey
  readonly publicKey?: Buffer | undefined
  readonly failure?: UnusableKeyError
  readonly certificate: boolean
}

async function readPublicKey(path: string): Promise<Buffer | undefined> {
  const read = await readKeyFile(path).catch(() => undefined)
  if (read === undefined) return undefined
  const parsed = ssh2.utils.parseKey(read.content)
  const [key] = parsed instanceof Error ? [] : [parsed].flat()
  return key?.getPublicSSH()
}
