import { endingError, endingOf, notRun, operationError, operationOn } from '../../../command/operation/index.js'
import type { ContainerExecOptions, ContainerShell, ExecResult } from '../../../contract/index.js'
import { type Loss, lossOf, lossOfError } from '../guards/loss-of.js'
import { LineSource } from '../line-source.js'
import { mpiOperations } from '../operations.js'
import { type GateWords, gateCommand } from './gate-commands.js'
import { FactsReader, type GateFacts } from './gate-facts.js'
import { type DaemonRequest, GateOutput } from './gate-output.js'
import { doneLine, exitLine, fileLine, outputLine } from './lines-to-gate.js'
import { MadeFiles } from './made-files.js'

/** How a gate is opened. */
export interface GateOptions {
  readonly words: GateWords
  /** Called for each daemon that the launcher wants. It must not throw. */
  readonly onRequest: (request: DaemonRequest) => void
  /** Called for each word of a guard behind the gate, with the name of its host. It must not throw. */
  readonly onGuard: (word: GuardWord, name: string) => void
  /** User and working directory, and the signal that ends the opening. */
  readonly exec: Pick<ContainerExecOptions, 'user' | 'signal'>
}

/** What is said of a guard: that it is being begun; that it is there; that it has gone, with the daemon that it had. */
export type GuardWord = 'begun' | 'beat' | 'gone'

const guardWords: ReadonlySet<string> = new Set<GuardWord>(['begun', 'beat', 'gone'])

function isGuardWord(name: string): name is GuardWord {
  return guardWords.has(name)
}

/** What a gate works with. */
interface GateParts {
  readonly lines: LineSource
  readonly stop: AbortController
  readonly ended: Promise<Loss | null>
  readonly made: MadeFiles
}

/** Milliseconds in which a gate opens. */
const openingTime = 60_000

/**
 * The way between a launcher of MPI, in one container, and this process: what the launcher's agents ask comes by the
 * standard output of one command, and what they are answered goes by its standard input.
 */
export class Gate {
  readonly facts: GateFacts
  readonly #lines: LineSource
  readonly #stop: AbortController
  /** Resolves, never rejects, once the gate has gone: with what is lost of its host, if anything, else with null. */
  readonly ended: Promise<Loss | null>
  readonly #host: string
  readonly #made: MadeFiles

  private constructor(host: string, facts: GateFacts, { lines, stop, ended, made }: GateParts) {
    this.#host = host
    this.facts = facts
    this.#lines = lines
    this.#stop = stop
    this.ended = ended
    this.#made = made
  }

  /**
   * Opens the gate in a container. Rejects with `BERTH_MPI_UNUSABLE`, `BERTH_ABORTED`, or as `exec` does; then nothing
   * is left in the container.
   */
  static async open(shell: ContainerShell, { words, onRequest, onGuard, exec }: GateOptions): Promise<Gate> {
    const { signal, ...place } = exec
    const operation = operationOn(shell.host, mpiOperations.prepare)
    const [lines, output, stop] = [new LineSource(), new GateOutput(), new AbortController()]
    const facts = new FactsReader()
    const made = new MadeFiles()
    const abort = (): void => stop.abort(signal?.reason)
    const late = setTimeout(() => stop.abort(), openingTime)
    if (signal?.aborted) abort()
    signal?.addEventListener('abort', abort)
    try {
      return await new Promise<Gate>((resolve, reject) => {
        const onOutput: ContainerExecOptions['onOutput'] = (stream, chunk) => {
          if (stream === 'stderr') return
          for (const word of output.push(chunk)) {
            if (word.kind === 'request') onRequest(word.request)
            else if (word.name === 'made') made.add(word.text)
            else if (isGuardWord(word.name)) onGuard(word.name, word.text)
            else {
              const known = facts.take(word)
              if (known !== null) resolve(new Gate(shell.host, known, { lines, stop, ended, made }))
            }
          }
        }
        const options = { ...place, stdin: lines, onOutput, maxOutput: 65_536, signal: stop.signal }
        const failed = (result: ExecResult): unknown =>
          endingError({ ...endingOf(result, {}), truncated: true }, operation)
        const ended = shell.exec(gateCommand(words), options).then(
          (result) => {
            reject(failed(result))
            return lossOf(result)
          },
          (error: unknown) => {
            reject(notRun(operation, error))
            return lossOfError(error)
          },
        )
      })
    } catch (error) {
      if (!stop.signal.aborted || signal?.aborted) throw error
      const reason = `it was not ready after ${openingTime / 1000} s`
      throw operationError({ ...operation, code: 'BERTH_TIMEOUT' }, { reason, remedy: 'Look at the load of the host.' })
    } finally {
      clearTimeout(late)
      signal?.removeEventListener('abort', abort)
    }
  }

  /**
   * Makes files in the gate's folder, by their names, and waits until they are there. Rejects with `BERTH_MPI_UNUSABLE`
   * where the gate has gone away.
   */
  async makeFiles(files: ReadonlyMap<string, string>): Promise<void> {
    for (const [name, text] of files) this.#lines.add(fileLine(name, text))
    const gone = this.ended.then(() => {
      throw operationError(operationOn(this.#host, mpiOperations.prepare), {
        reason: 'what was to be put into its folder did not come there',
        remedy: 'Look at the container, and at the space on its disk.',
      })
    })
    await Promise.race([gone, this.#made.all([...files.keys()])])
  }

  /** Has an agent print some of what its daemon printed. */
  print(id: string, stream: 'stdout' | 'stderr', chunk: Uint8Array): void {
    this.#lines.add(outputLine(id, stream, chunk))
  }

  /** Has an agent exit. */
  exit(id: string, exitCode: number): void {
    this.#lines.add(exitLine(id, exitCode))
  }

  /** Tells all guards behind the gate: the one there, and those that came with daemons through sshd. */
  tell(line: string): void {
    this.#lines.add(line)
  }

  /** Closes the gate, once what was launched has ended, and removes its folder. Never rejects. Idempotent. */
  async close(): Promise<void> {
    this.#lines.add(doneLine)
    this.#lines.end()
    const late = setTimeout(() => this.#stop.abort(), closingTime)
    await this.ended
    clearTimeout(late)
  }
}

/** Milliseconds in which a gate closes by itself. */
const closingTime = 5_000
