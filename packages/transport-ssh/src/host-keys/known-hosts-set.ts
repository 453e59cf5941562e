import { connectError } from '../errors/connect-errors.js'
import type { KnownHostsFiles } from '../target/target.js'
import type { HostKeyNames } from './judge-host-key.js'
import type { KnownHostsEntry } from './known-hosts.js'
import { type Acceptance, KnownHostsFile, type ProvenKey } from './known-hosts-file.js'
import { Turn } from './turn.js'

/** The known_hosts files of one target as one: all are read, the first is written. */
export class KnownHostsSet {
  readonly hashed: boolean
  readonly #files: readonly [KnownHostsFile, ...KnownHostsFile[]]

  constructor(files: readonly [KnownHostsFile, ...KnownHostsFile[]], hashed: boolean) {
    this.#files = files
    this.hashed = hashed
  }

  /** The file that new keys are written to. */
  get path(): string {
    return this.#files[0].path
  }

  /**
   * The entries of all files about a host, by any of its names. Rejects with `BERTH_HOST_KEY` if a file is there that
   * cannot be read: without its entries no key can be checked.
   */
  async about(host: string, { name, withoutPort }: HostKeyNames): Promise<readonly KnownHostsEntry[]> {
    const names = withoutPort === undefined ? [name] : [name, withoutPort]
    const lists = await Promise.all(
      this.#files.map((file) =>
        Promise.all(names.map((one) => file.about(one))).catch((cause: unknown) => {
          throw connectError(
            host,
            {
              code: 'BERTH_HOST_KEY',
              message: `${file.path} cannot be read`,
              remedy: 'Make the file readable for the user who runs Berth.',
            },
            cause,
          )
        }),
      ),
    )
    return [...new Set(lists.flat(2))]
  }

  /** As `KnownHostsFile.accept`. */
  accept(proven: ProvenKey): Promise<Acceptance> {
    return this.#files[0].accept(proven)
  }
}

/** Makes sets of files, each file being one object however many sets it is in. */
export class KnownHostsSets {
  readonly #onWarning: (message: string) => void
  readonly #files = new Map<string, KnownHostsFile>()
  readonly #turn = new Turn()

  constructor(onWarning: (message: string) => void) {
    this.#onWarning = onWarning
  }

  of({ paths: [first, ...others], hashed }: KnownHostsFiles): KnownHostsSet {
    return new KnownHostsSet([this.#file(first), ...others.map((path) => this.#file(path))], hashed)
  }

  #file(path: string): KnownHostsFile {
    const known = this.#files.get(path)
    if (known !== undefined) return known
    const file = new KnownHostsFile(path, this.#turn, (error) =>
      this.#onWarning(`${path} cannot be written, so new host keys hold for this run only: ${String(error)}`),
    )
    this.#files.set(path, file)
    return file
  }
}
