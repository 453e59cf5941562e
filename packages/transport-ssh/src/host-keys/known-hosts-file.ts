import { appendFile, chmod, mkdir, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Batches } from './batches.js'
import { withFileLock } from './file-lock.js'
import { type HostKeyVerdict, judgeHostKey } from './judge-host-key.js'
import { type KnownHostsEntry, knownHostsLine, parseKnownHosts } from './known-hosts.js'

/** A key that a host presented and proved to own. */
export interface ProvenKey {
  readonly name: string
  readonly key: Buffer
  /** Whether the name is written as a hash. */
  readonly hashed: boolean
}

/** The path that stands for no file. */
const nowhere = '/dev/null'

/** A known_hosts file, shared with every other program that uses it. */
export class KnownHostsFile {
  readonly path: string
  readonly #onUnwritable: (error: unknown) => void
  readonly #accepting = new Batches((proven: readonly ProvenKey[]) => this.#accept(proven))
  #cached: CachedFile | undefined
  /** Entries that were accepted in this run, whether or not they could be written. */
  #accepted: readonly KnownHostsEntry[] = []
  #warned = false

  constructor(path: string, onUnwritable: (error: unknown) => void) {
    this.path = path
    this.#onUnwritable = onUnwritable
  }

  /**
   * All entries of the file, then those that were accepted in this run. A missing file has no entries. Rejects if the
   * file cannot be read.
   */
  async entries(): Promise<readonly KnownHostsEntry[]> {
    return [...(await this.#read()), ...this.#accepted]
  }

  /**
   * Accepts a new key: appends it, unless the file has it by now, and gives the verdict by the file's content at that
   * moment, which another process may have changed. A file that cannot be written is a warning, not a failure: the key
   * holds for this run, as it does with `/dev/null`.
   */
  accept(proven: ProvenKey): Promise<HostKeyVerdict> {
    return this.#accepting.add(proven)
  }

  async #accept(proven: readonly ProvenKey[]): Promise<readonly HostKeyVerdict[]> {
    if (this.path === nowhere) return this.#judgeAndAdd(proven, async () => undefined)
    try {
      await this.#makeFolder()
      return await withFileLock(`${this.path}.berth-lock`, () =>
        this.#judgeAndAdd(proven, (lines) => this.#append(lines)),
      )
    } catch (error) {
      if (!this.#warned) this.#onUnwritable(error)
      this.#warned = true
      return this.#judgeAndAdd(proven, async () => undefined)
    }
  }

  async #judgeAndAdd(
    proven: readonly ProvenKey[],
    write: (lines: readonly string[]) => Promise<void>,
  ): Promise<readonly HostKeyVerdict[]> {
    const known = await this.entries()
    const lines: string[] = []
    const verdicts = proven.map(({ name, key, hashed }): HostKeyVerdict => {
      const verdict = judgeHostKey([...known, ...this.#accepted], name, key)
      if (verdict.verdict !== 'new') return verdict
      const line = knownHostsLine(name, key, hashed)
      lines.push(line)
      this.#accepted = [...this.#accepted, ...parseKnownHosts(line, this.path)]
      return { verdict: 'known' }
    })
    if (lines.length > 0) await write(lines)
    return verdicts
  }

  /** Makes ~/.ssh alone, not its parents: Node's recursive `mkdir` never returns from a folder of /proc. */
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
      const text = await readFile(this.path, 'utf8')
      this.#cached = { version, text, entries: this.#parse(text) }
    }
    return this.#cached.entries
  }

  /**
   * Parses only the lines that were added since the last reading, if nothing else has changed: files may be long, and
   * are read again after each new host.
   */
  #parse(text: string): readonly KnownHostsEntry[] {
    const before = this.#cached
    if (before === undefined || !before.text.endsWith('\n') || !text.startsWith(before.text)) {
      return parseKnownHosts(text, this.path)
    }
    const lines = before.text.split('\n').length
    return [...before.entries, ...parseKnownHosts(text.slice(before.text.length), this.path, lines)]
  }

  async #append(lines: readonly string[]): Promise<void> {
    const content = await readFile(this.path).catch(undefinedIfMissing)
    const separator = content === undefined || content.length === 0 || content.at(-1) === 0x0a ? '' : '\n'
    const added = lines.map((line) => `${line}\n`).join('')
    await appendFile(this.path, `${separator}${added}`, { mode: 0o600 })
    if (content === undefined) await chmod(this.path, 0o600)
  }
}

interface CachedFile {
  readonly version: string
  readonly text: string
  readonly entries: readonly KnownHostsEntry[]
}

function undefinedIfMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
