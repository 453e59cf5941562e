import { appendFile, chmod, mkdir, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { withFileLock } from './file-lock.js'
import { type HostKeyVerdict, judgeHostKey } from './host-key.js'
import { type KnownHostsEntry, knownHostsLine, parseKnownHosts } from './known-hosts.js'

/** A key that a host presented and proved to own. */
export interface ProvenKey {
  readonly name: string
  readonly key: Buffer
  /** Whether the name is written as a hash. */
  readonly hashed: boolean
}

/** The file that stands for none. */
const nowhere = '/dev/null'

/** A known_hosts file, shared with every other program that uses it. */
export class KnownHostsFile {
  readonly path: string
  readonly #onUnwritable: (error: unknown) => void
  #cached: { readonly version: string; readonly entries: readonly KnownHostsEntry[] } | undefined
  /** What was accepted in this run, whether or not it could be written. */
  #accepted: readonly KnownHostsEntry[] = []
  #warned = false
  #writing: Promise<unknown> = Promise.resolve()

  constructor(path: string, onUnwritable: (error: unknown) => void) {
    this.path = path
    this.#onUnwritable = onUnwritable
  }

  /** All entries, and what was accepted in this run. A missing file has none; one that cannot be read rejects. */
  async entries(): Promise<readonly KnownHostsEntry[]> {
    return [...(await this.#read()), ...this.#accepted]
  }

  /**
   * Accepts a new key: appends it, unless it is there by now, and gives the verdict by what the file says at that moment, in which another
   * process may have written it. A file that cannot be written is a warning, not a failure: the key holds for this run, as it does with
   * `/dev/null`.
   */
  accept(proven: ProvenKey): Promise<HostKeyVerdict> {
    const accepted = this.#writing.then(() => this.#accept(proven))
    this.#writing = accepted.catch(() => undefined)
    return accepted
  }

  async #accept({ name, key, hashed }: ProvenKey): Promise<HostKeyVerdict> {
    const line = knownHostsLine(name, key, hashed)
    const accept = async (write: () => Promise<void>): Promise<HostKeyVerdict> => {
      const verdict = judgeHostKey(await this.entries(), name, key)
      if (verdict.verdict !== 'new') return verdict
      this.#accepted = [...this.#accepted, ...parseKnownHosts(line, this.path)]
      await write()
      return { verdict: 'known' }
    }
    if (this.path === nowhere) return accept(async () => undefined)
    try {
      await this.#makeFolder()
      return await withFileLock(`${this.path}.berth-lock`, () => accept(() => this.#append(line)))
    } catch (error) {
      if (!this.#warned) this.#onUnwritable(error)
      this.#warned = true
      return accept(async () => undefined)
    }
  }

  /** Only ~/.ssh itself: Node's recursive way never returns from a folder of /proc. */
  async #makeFolder(): Promise<void> {
    try {
      await mkdir(dirname(this.path), { mode: 0o700 })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }

  async #read(): Promise<readonly KnownHostsEntry[]> {
    const status = await stat(this.path, { bigint: true }).catch(undefinedIfMissing)
    if (status === undefined) return []
    const version = [status.ino, status.size, status.mtimeNs].join()
    if (this.#cached?.version !== version) {
      this.#cached = { version, entries: parseKnownHosts(await readFile(this.path, 'utf8'), this.path) }
    }
    return this.#cached.entries
  }

  async #append(line: string): Promise<void> {
    const content = await readFile(this.path).catch(undefinedIfMissing)
    const separator = content === undefined || content.length === 0 || content.at(-1) === 0x0a ? '' : '\n'
    await appendFile(this.path, `${separator}${line}\n`, { mode: 0o600 })
    if (content === undefined) await chmod(this.path, 0o600)
  }
}

function undefinedIfMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
