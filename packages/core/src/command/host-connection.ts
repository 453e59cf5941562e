import { randomUUID } from 'node:crypto'
import type { Command, ExecResult } from '../contract/command.js'
import type { GetFileOptions, HostConnection, HostExecOptions, PutFileOptions } from '../contract/transport.js'
import { BerthError } from '../errors/index.js'
import { BoundedOutput } from './bounded-output.js'
import { execution } from './execution.js'
import type { HostChannels } from './host-channels.js'

/** What {@link hostConnection} takes from outside. */
export interface HostConnectionOptions {
  /** A string that no command prints by chance, new at each call. Default is a random UUID. */
  readonly newNonce?: () => string
}

/** Makes a connection of a transport's channels: announcements, tags, deadlines, bounded output and files are done here, once for all transports. */
export function hostConnection(
  host: string,
  channels: HostChannels,
  options: HostConnectionOptions = {},
): HostConnection {
  const { newNonce = randomUUID } = options
  const run = (command: Command, execOptions: HostExecOptions, stdout: BoundedOutput): Promise<ExecResult> =>
    execution({ host, channels, nonce: newNonce(), command, options: execOptions, stdout })

  const exec = (command: Command, execOptions: HostExecOptions = {}): Promise<ExecResult> =>
    run(command, execOptions, new BoundedOutput(execOptions.maxOutput ?? defaultMaxOutput))

  const close = (): Promise<void> => channels.close()

  return {
    host,
    exec,
    async putFile(path: string, content: string | Uint8Array, { mode = 0o600, signal }: PutFileOptions = {}) {
      const bytes = Buffer.from(content)
      const argv = ['sh', '-c', putScript, 'sh', path, String(bytes.length), mode.toString(8)]
      const result = await run(argv, { stdin: bytes, ...(signal && { signal }) }, new BoundedOutput(0))
      if (result.exitCode !== 0) throw fileFailure(host, `write ${path}`, result)
    },
    async getFile(path: string, { signal }: GetFileOptions = {}) {
      const stdout = new BoundedOutput(Number.POSITIVE_INFINITY)
      const result = await run(['cat', '--', path], signal ? { signal } : {}, stdout)
      if (result.exitCode !== 0) throw fileFailure(host, `read ${path}`, result)
      return stdout.bytes()
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Bytes kept of each stream. */
const defaultMaxOutput = 16 * 1024 * 1024

/** Counts before it renames: a connection lost midway looks like the end of the input. */
const putScript = `umask 077
temporary=$(mktemp "$1.XXXXXX") || exit 1
trap 'rm -f "$temporary"' EXIT
cat >"$temporary" && [ "$(wc -c <"$temporary")" -eq "$2" ] && chmod "$3" "$temporary" && mv -f "$temporary" "$1"`

function fileFailure(host: string, operation: string, result: ExecResult): BerthError {
  const seen = result.stderr.trim()
  return new BerthError({
    code: result.endedBy === 'abort' ? 'BERTH_ABORTED' : 'BERTH_FILE_FAILED',
    host,
    operation,
    message: seen === '' ? `ended by ${result.endedBy} with exit code ${result.exitCode}` : seen,
    remedy: 'Check that the login user may use this path and that the disk is not full.',
  })
}
