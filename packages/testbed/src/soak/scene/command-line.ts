import { execa } from 'execa'
import { TestbedError } from '../../contract/testbed-error.js'
import { berthMain } from '../../this-machine/berth-main.js'

/** What a {@link CommandLine} works with. */
export interface CommandLineParts {
  readonly clusterFile: string
  /** How many hosts the cluster file has. */
  readonly hosts: number
  /** All of the environment. */
  readonly environment: Readonly<Record<string, string>>
  /** Ends whatever runs. */
  readonly signal: AbortSignal
}

/** The `berth` command, in processes of its own. */
export class CommandLine {
  /** How many hosts it works on. */
  readonly hosts: number
  readonly #parts: CommandLineParts

  constructor(parts: CommandLineParts) {
    this.hosts = parts.hosts
    this.#parts = parts
  }

  /**
   * Runs a subcommand to its end. Resolves with what it printed on standard output. Rejects with a `TestbedError` where
   * it ends with another exit code than the expected one.
   */
  run(expected: number, subcommand: string, ...words: readonly string[]): Promise<string> {
    return this.#run({ expected, interrupted: false }, subcommand, words)
  }

  /** As {@link run}, and interrupted, as by Ctrl-C, as soon as the command has printed anything. */
  interrupted(expected: number, subcommand: string, ...words: readonly string[]): Promise<string> {
    return this.#run({ expected, interrupted: true }, subcommand, words)
  }

  async #run(
    { expected, interrupted }: { readonly expected: number; readonly interrupted: boolean },
    subcommand: string,
    words: readonly string[],
  ): Promise<string> {
    const { clusterFile, environment, signal } = this.#parts
    const running = execa(process.execPath, [berthMain(), subcommand, '--cluster', clusterFile, ...words], {
      env: environment,
      extendEnv: false,
      cancelSignal: signal,
      reject: false,
      stdin: 'ignore',
    })
    if (interrupted) running.stdout.once('data', () => running.kill('SIGINT'))
    const { exitCode, stdout, stderr } = await running
    signal.throwIfAborted()
    if (exitCode === expected) return stdout
    const asked = ['berth', subcommand, ...words].join(' ')
    throw new TestbedError(`${asked} ended with ${exitCode} in place of ${expected}: ${stderr}${stdout}`)
  }
}
