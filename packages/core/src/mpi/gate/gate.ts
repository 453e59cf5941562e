import { endingError, endingOf, notRun, operationError, operationOn } from '../../command/operation/index.js'
import type { ContainerExecOptions, ContainerShell, ExecResult } from '../../contract/index.js'
import type { MpiFamily } from '../launcher/launcher.js'
import type { FoundProgram } from '../launcher/pick-launcher.js'
import { type LinkedNetwork, readRoutes } from '../network/routes.js'
import { mpiOperations } from '../operations.js'
import type { MpiLaunch } from '../words/launch.js'
import { gateCommand } from './gate-commands.js'
import { type DaemonRequest, GateOutput, type GateWord } from './gate-output.js'
import { LineSource } from './line-source.js'
import { doneLine, exitLine, fileLine, outputLine } from './lines-to-gate.js'

/** What the gate says of the container that launches. */
export interface GateFacts {
  /** The number of the user as whom the launcher will run. */
  readonly user: number
  readonly found: readonly FoundProgram[]
  readonly networks: readonly LinkedNetwork[]
  /** The gate's private folder there. */
  readonly folder: string
}

/** How a gate is opened. */
export interface GateOptions {
  readonly mpi: MpiFamily | 'auto'
  readonly launch: MpiLaunch
  /** Called for each daemon that the launcher wants. It must not throw. */
  readonly onRequest: (request: DaemonRequest) => void
  /** User and working directory, and the signal that ends the opening. */
  readonly exec: Pick<ContainerExecOptions, 'user' | 'signal'>
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
  readonly #ended: Promise<unknown>

  private constructor(facts: GateFacts, lines: LineSource, stop: AbortController, ended: Promise<unknown>) {
    this.facts = facts
    this.#lines = lines
    this.#stop = stop
    this.#ended = ended
  }

  /**
   * Opens the gate in a container. Rejects with `BERTH_MPI_UNUSABLE`, `BERTH_ABORTED`, or as `exec` does; then nothing
   * is left in the container.
   */
  static async open(shell: ContainerShell, { mpi, launch, onRequest, exec }: GateOptions): Promise<Gate> {
    const { signal, ...place } = exec
    const operation = operationOn(shell.host, mpiOperations.prepare)
    const [lines, output, stop] = [new LineSource(), new GateOutput(), new AbortController()]
    const facts = new FactsReader()
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
            else {
              const known = facts.take(word)
              if (known !== null) resolve(new Gate(known, lines, stop, ended))
            }
          }
        }
        const options = { ...place, stdin: lines, onOutput, maxOutput: 65_536, signal: stop.signal }
        const failed = (result: ExecResult): unknown =>
          endingError({ ...endingOf(result, {}), truncated: true }, operation)
        const ended = shell.exec(gateCommand(mpi, launch), options).then(
          (result) => reject(failed(result)),
          (error: unknown) => reject(notRun(operation, error)),
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

  /** Makes a file of this name in the gate's folder. */
  file(name: string, text: string): void {
    this.#lines.add(fileLine(name, text))
  }

  /** Has an agent print some of what its daemon printed. */
  print(id: string, stream: 'stdout' | 'stderr', chunk: Uint8Array): void {
    this.#lines.add(outputLine(id, stream, chunk))
  }

  /** Has an agent exit. */
  exit(id: string, exitCode: number): void {
    this.#lines.add(exitLine(id, exitCode))
  }

  /** Closes the gate, once what was launched has ended, and removes its folder. Never rejects. */
  async close(): Promise<void> {
    this.#lines.add(doneLine)
    this.#lines.end()
    const late = setTimeout(() => this.#stop.abort(), closingTime)
    await this.#ended
    clearTimeout(late)
  }
}

/** Milliseconds in which a gate closes by itself. */
const closingTime = 5_000

/** Gathers the facts that a gate says before it is ready. */
class FactsReader {
  readonly #found: { path: string; said: string[] }[] = []
  readonly #routes: string[] = []
  #user = -1

  /** All facts, with the last of them; null before. */
  take({ name, text }: GateWord & { readonly kind: 'fact' }): GateFacts | null {
    switch (name) {
      case 'user':
        this.#user = Number(text)
        return null
      case 'launcher':
        this.#found.push({ path: text, said: [] })
        return null
      case 'says':
        this.#found.at(-1)?.said.push(text)
        return null
      case 'route':
        this.#routes.push(text)
        return null
      case 'ready': {
        const found = this.#found.map(({ path, said }) => ({ path, said: said.join('\n') }))
        return { user: this.#user, found, networks: readRoutes(this.#routes), folder: text }
      }
      default:
        return null
    }
  }
}
