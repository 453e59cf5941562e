import { appendFile, chmod, mkdir, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Batches } from './batches.js'
import { withFileLock } from './file-lock.js'
import { type HostKeyVerdict, judgeHostKey } from './judge-host-key.js'
import { type KnownHostsEntry, knownHostsLine, parseKnownHosts } from './known-hosts.js'
import { KnownHostsIndex } from './known-hosts-index.js'
import type { Turn } from './turn.js'

/** A key that a host presented and proved to own. */
export interface ProvenKey {
  readonly name: string
  readonly key: Buffer
  /** Whether the name is written as a hash. */
  readonly hashed: boolean
}

/** How a proven key stands to the file, now. */
export type Acceptance = HostKeyVerdict & {
  /** Of a key that was new and is known from now on: whether the file has it, or only this run. */
  readonly accepted?: 'written' | 'for this run'
}

/** The path that stands for no file. */
const nowhere = '/dev/null'

/** The version of a file that is not there. */
const missing = 'missing'

/** Characters of the file that are taken in before everything else gets its turn. */
const portion = 16_384

/** A known_hosts file, shared with every other program that uses it. */
export class KnownHostsFile {
  readonly path: string
  readonly #turn: Turn
  readonly #onUnwritable: (error: unknown) => void
  readonly #reading = new Batches(async (readers: readonly undefined[]) => {
    const index = await this.#read()
    return readers.map(() => index)
  })
  readonly #accepting = new Batches((proven: readonly ProvenKey[]) => this.#accept(proven))
  #cached: CachedFile | undefined
  /** Entries that were accepted in this run, whether or not they could be written, by name. */
  readonly #accepted = new Map<string, readonly KnownHostsEntry[]>()
  /** The names behind the hashes that were accepted in this run. */
  readonly #names = new Map<string, string>()
  #warned = false

  constructor(path: string, turn: Turn, onUnwritable: (error: unknown) => void) {
    this.path = path
    this.#turn = turn
    this.#onUnwritable = onUnwritable
  }

  /**
   * The entries about the host that known_hosts files know by this name: those of the file, then those that were
   * accepted in this run. A missing file has none. Rejects if the file cannot be read.
   */
  async about(name: string): Promise<readonly KnownHostsEntry[]> {
    const index = await this.#reading.add(undefined)
    return [...(await index.about(name)), ...(this.#accepted.get(name) ?? [])]
  }

  /**
   * Accepts a new key: appends it, unless the file has it by now, and gives the verdict by the file's content at that
   * moment, which another process may have changed. A file that cannot be written is a warning, not a failure: the key
   * holds for this run, as it does with `/dev/null`.
   */
  accept(proven: ProvenKey): Promise<Acceptance> {
    return this.#accepting.add(proven)
  }

  async #accept(proven: readonly ProvenKey[]): Promise<readonly Acceptance[]> {
    if (this.path === nowhere) return this.#hold(await this.#judge(proven), 'for this run')
    try {
      await this.#makeFolder()
      return await withFileLock(`${this.path}.berth-lock`, async () => {
        const judged = await this.#judge(proven)
        await this.#append(judged.flatMap(({ line }) => (line === undefined ? [] : [line])))
        return this.#hold(judged, 'written')
      })
    } catch (error) {
      if (!this.#warned) this.#onUnwritable(error)
      this.#warned = true
      return this.#hold(await this.#judge(proven), 'for this run')
    }
  }

  /** Judges keys, each by the file and those before it. */
  async #judge(proven: readonly ProvenKey[]): Promise<readonly JudgedKey[]> {
    const index = await this.#reading.add(undefined)
    const judged: JudgedKey[] = []
    const added = new Map<string, readonly KnownHostsEntry[]>()
    for (const { name, key, hashed } of proven) {
      const known = added.get(name) ?? [...(await index.about(name)), ...(this.#accepted.get(name) ?? [])]
      const verdict = judgeHostKey(known, name, key)
      const line = verdict.verdict === 'new' ? knownHostsLine(name, key, hashed) : undefined
      judged.push({ name, verdict, line })
      if (line === undefined) continue
      const entries = parseKnownHosts(line, this.path)
      for (const { hosts } of entries) this.#names.set(hosts, name)
      added.set(name, [...known, ...entries])
    }
    return judged
  }

  #hold(judged: readonly JudgedKey[], accepted: 'written' | 'for this run'): readonly Acceptance[] {
    return judged.map(({ name, verdict, line }): Acceptance => {
      if (line === undefined) return verdict
      this.#accepted.set(name, [...(this.#accepted.get(name) ?? []), ...parseKnownHosts(line, this.path)])
      return { verdict: 'known', accepted }
    })
  }

  /** Makes ~/.ssh alone, not its parents: Node's recursive `mkdir` never returns from a folder of /proc. */
  async #makeFolder(): Promise<void> {
    try {
      await mkdir(dirname(this.path), { mode: 0o700 })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }

  async #read(): Promise<KnownHostsIndex> {
    const status = await stat(this.path, { bigint: true }).catch(undefinedIfMissing)
    // Opening a pipe waits for a writer, in a thread that Node waits for even when it is told to end.
    if (status?.isFIFO()) throw new Error(`${this.path} is a named pipe, not a file`)
    const version = status === undefined ? missing : [status.ino, status.size, status.mtimeNs].join()
    if (this.#cached?.version === version) return this.#cached.index
    // A device has no lines, and some never end: /dev/null by another name, /dev/full.
    const isEmpty = status === undefined || status.isCharacterDevice()
    const content = (isEmpty ? undefined : await readFile(this.path).catch(undefinedIfMissing)) ?? Buffer.alloc(0)
    this.#cached = { version, content, ...(await this.#indexed(content)) }
    return this.#cached.index
  }

  /**
   * Takes in only the lines that were added since the last reading, if nothing else has changed: files may be long, and
   * are read again after each new host.
   */
  async #indexed(content: Buffer): Promise<Pick<CachedFile, 'index' | 'lines'>> {
    const before = this.#cached
    const grown = before !== undefined && isGrown(before.content, content)
    const index = grown ? before.index : new KnownHostsIndex(this.#turn, (hosts) => this.#names.get(hosts))
    let lines = grown ? before.lines : 0
    let at = grown ? before.content.length : 0
    while (at < content.length) {
      const newline = content.indexOf('\n', at + portion)
      const end = newline < 0 ? content.length : newline + 1
      const text = content.toString('utf8', at, end)
      index.add(parseKnownHosts(text, this.path, lines + 1))
      lines += text.split('\n').length - 1
      at = end
      if (this.#turn.over) await this.#turn.give()
    }
    return { index, lines }
  }

  /** Appends lines to the file as it was read last. */
  async #append(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return
    const { content = Buffer.alloc(0), version = missing } = this.#cached ?? {}
    const separator = content.length === 0 || content.at(-1) === 0x0a ? '' : '\n'
    const added = lines.map((line) => `${line}\n`).join('')
    await appendFile(this.path, `${separator}${added}`, { mode: 0o600 })
    if (version === missing) await chmod(this.path, 0o600)
  }
}

/** A key, and the line that makes it known; undefined where it is not new. */
interface JudgedKey {
  readonly name: string
  readonly verdict: HostKeyVerdict
  readonly line: string | undefined
}

interface CachedFile {
  readonly version: string
  readonly content: Buffer
  readonly index: KnownHostsIndex
  /** Lines with their ends. */
  readonly lines: number
}

/** Whether whole lines were added to a file, and nothing else has changed. */
function isGrown(before: Buffer, content: Buffer): boolean {
  const whole = before.length === 0 || before.at(-1) === 0x0a
  return whole && before.length <= content.length && before.equals(content.subarray(0, before.length))
}

function undefinedIfMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
