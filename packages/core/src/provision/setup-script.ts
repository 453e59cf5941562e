import { createHash } from 'node:crypto'
import { programs } from '../command/programs.generated.js'
import type { SetupScriptSource } from '../config/index.js'
import { BerthError } from '../errors/index.js'

/** Longest setup script, in raw bytes: it travels in a command line, whose length the kernel limits. */
export const setupScriptLimit = 16_384

/** A setup script that was read and checked: what runs once in each freshly launched container. */
export interface SetupScript {
  /** `packaged` for Berth's own script, else the absolute path of the file it came from. */
  readonly source: string
  /** The file's bytes, unchanged. */
  readonly bytes: Uint8Array
  /** SHA-256 of the bytes, in hex: what the marker in a container names. */
  readonly hash: string
}

/**
 * Reads and checks the selected setup script, before anything is launched; null if none is wanted. `readFile` is only
 * called for a file.
 *
 * Rejects with `BERTH_SCRIPT_UNUSABLE` for a file that cannot be read, is empty, holds a NUL byte, or is longer than
 * {@link setupScriptLimit}.
 */
export async function readSetupScript(
  selection: SetupScriptSource,
  readFile: (path: string) => Promise<Uint8Array>,
): Promise<SetupScript | null> {
  switch (selection.kind) {
    case 'none':
      return null
    case 'packaged':
      return checked('packaged', Buffer.from(programs['provision/default-setup']))
    case 'file': {
      const { path } = selection
      const bytes = await readFile(path).catch((cause: unknown) => {
        const reason = cause instanceof Error ? cause.message : String(cause)
        throw unusable(path, `cannot be read: ${reason}`, 'Check the path in setup_script and who may read it.', cause)
      })
      return checked(path, bytes)
    }
    default:
      return selection satisfies never
  }
}

function checked(source: string, bytes: Uint8Array): SetupScript {
  if (bytes.every((byte) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d))) {
    throw unusable(source, 'is empty', 'Write what should run, or set setup_script to false for none.')
  }
  if (bytes.length > setupScriptLimit) {
    throw unusable(
      source,
      `has ${bytes.length} bytes; the limit is ${setupScriptLimit}`,
      'Put the bulk into the image, or into a file on a volume or a server that a short script runs or fetches.',
    )
  }
  const nul = bytes.indexOf(0)
  if (nul !== -1) {
    throw unusable(source, `holds a NUL byte at offset ${nul}, so it is no text`, 'Name a bash script, not a program.')
  }
  return { source, bytes, hash: createHash('sha256').update(bytes).digest('hex') }
}

function unusable(source: string, message: string, remedy: string, cause?: unknown): BerthError {
  return new BerthError({
    code: 'BERTH_SCRIPT_UNUSABLE',
    operation: 'read setup script',
    message: `${source} ${message}`,
    remedy,
    cause,
  })
}
