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

/** The file that stands for none. */
const nowhere = '/dev/null'

/** A known_hosts file, shared with every other program that uses it. */
export class KnownHostsFile {
  readonly path: string
  readonly #onUnwritable: (error: unknown) => void
  readonly #accepting = new Batches((proven: readonly ProvenKey[]) => this.#accept(proven))
  #cached: CachedFile | undefined
  /** What was accepted in this run, whether or not it could be written. */
  #accepted: readonly KnownHostsEntry[] = []
  #warned = false

  constructor(path: string, onUnwritable: (error: unknown) => void) {
    this.path = path
    this.#onUnwritable = onUnwritable
  }

  /** All entries, and what was accepted in this run. A missing file has none; one that cannot be read rejects. */
  async entries(): Promise<readonly KnownHostsEntry[]> {
    return [...(await this.#read()), ...this.#accepted]
  }

  /**
   * Accepts a new key: appends it, unless it is there by now, and gives the verdict by what the file says at that
   * moment, in which another process may have written it. A file that cannot be written is a warning, not a failure:
   * the key holds for this run, as it does with `/dev/null`.
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
      const text = await readFile(this.path, 'utf8')
      this.#cached = { version, text, entries: this.#parse(text) }
    }
    return this.#cached.entries
  }

  /**
   * Only what has been added since the last time, if that is all that has changed: files may be long, and are read
   * again after each new host.
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
