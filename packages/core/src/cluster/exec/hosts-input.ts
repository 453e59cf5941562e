import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { letSourceGo } from '../../command/environment/let-source-go.js'
import type { CommandInput } from '../../contract/index.js'
import { BerthError } from '../../errors/index.js'
import type { LocalSource } from '../targets/file-options.js'
import { SharedInput } from './shared-input.js'

/** The standard input of one command on many hosts. */
export type ClusterInput = CommandInput | LocalSource

/** The standard input of each host. */
export interface HostsInput {
  of(host: string): CommandInput
  /** A host's command has ended, or will not begin. */
  leaveOut(host: string): void
}

/**
 * Makes the standard input of each host of one for all. `inTurns`: hosts wait for each other; a file is read anew for
 * each then. Rejects with `BERTH_FILE_FAILED` for what is no file.
 */
export async function hostsInput(
  input: ClusterInput,
  hosts: Iterable<string>,
  inTurns: boolean = false,
): Promise<HostsInput> {
  if (typeof input === 'string' || input instanceof Uint8Array) return { of: () => input, leaveOut: () => undefined }
  if (inTurns && 'file' in input) {
    const { file } = input
    letSourceGo(await opened(input))
    const inputs = new Map<string, SharedInput>()
    return {
      of: (host) => {
        const own = new SharedInput(createReadStream(file), [host])
        inputs.set(host, own)
        return own.of(host)
      },
      leaveOut: (host) => inputs.get(host)?.leaveOut(host),
    }
  }
  return new SharedInput('file' in input ? await opened(input) : input, hosts)
}

/** Tells the source of an input that nothing of it is wanted. May be told again. */
export function letInputGo(input: ClusterInput): void {
  if (typeof input === 'string' || input instanceof Uint8Array || 'file' in input) return
  letSourceGo(input)
}

async function opened({ file }: LocalSource): Promise<AsyncIterable<Uint8Array>> {
  try {
    const handle = await open(file)
    try {
      if ((await handle.stat()).isDirectory()) throw new Error('it is a folder')
      return handle.createReadStream()
    } catch (error) {
      await handle.close()
      throw error
    }
  } catch (cause) {
    throw new BerthError({
      code: 'BERTH_FILE_FAILED',
      operation: `read ${file} on this machine`,
      message: cause instanceof Error ? cause.message : String(cause),
      remedy: 'Nothing was run: check the path and its permissions.',
      cause,
    })
  }
}
