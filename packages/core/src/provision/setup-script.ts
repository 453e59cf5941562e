import { createHash } from 'node:crypto'
import { programs } from '../command/programs.generated.js'
import type { SetupScriptSource } from '../config/index.js'
import { checkScript } from '../config/script/check-script.js'
import { BerthError, type Remedy } from '../errors/index.js'

/** A setup script that was read and checked: what runs once in each freshly launched container. */
export interface SetupScript {
  /** `packaged` for Berth's own script, else the absolute path of the file it came from. */
  readonly source: string
  /** What bash runs: the file's bytes, but for a byte-order mark and the line ends of Windows. */
  readonly bytes: Uint8Array
  /** Options of bash that the first line of the script has, with blanks between; empty for none. */
  readonly options: string
  /** SHA-256 of these bytes, in hex: what the marker in a container names. */
  readonly hash: string
}

/**
 * Reads and checks the selected setup script, before anything is launched; null if none is wanted. `readFile` is only
 * called for a file.
 *
 * Rejects with `BERTH_SCRIPT_UNUSABLE` for a file that cannot be read, is empty, holds a NUL byte, is UTF-16, ends some
 * of its lines with carriage returns, is for another program than bash, or is longer than `setupScriptLimit`.
 */
export async function readSetupScript(
  selection: SetupScriptSource,
  readFile: (path: string) => Promise<Uint8Array>,
): Promise<SetupScript | null> {
  switch (selection.kind) {
    case 'none':
      return null
    case 'packaged':
      return setupScript('packaged', Buffer.from(programs['provision/default-setup']))
    case 'file': {
      const { path } = selection
      const bytes = await readFile(path).catch((cause: unknown) => {
        const reason = cause instanceof Error ? cause.message : String(cause)
        throw unusable(path, `cannot be read: ${reason}`, 'Check the path in setup_script and who may read it.', cause)
      })
      return setupScript(path, bytes)
    }
    default:
      return selection satisfies never
  }
}

/** Checks the bytes of a setup script. Throws `BERTH_SCRIPT_UNUSABLE` as {@link readSetupScript} rejects. */
export function setupScript(source: string, bytes: Uint8Array): SetupScript {
  const checked = checkScript(bytes, source)
  switch (checked.is) {
    case 'problem':
      throw unusable(source, checked.problem.reason, checked.problem.remedy)
    case 'script': {
      const { text, options } = checked
      return { source, bytes: text, options, hash: createHash('sha256').update(text).digest('hex') }
    }
    default:
      return checked satisfies never
  }
}

function unusable(source: string, message: string, remedy: Remedy, cause?: unknown): BerthError {
  return new BerthError({
    code: 'BERTH_SCRIPT_UNUSABLE',
    operation: 'read setup script',
    message: `${source} ${message}`,
    remedy,
    cause,
  })
}
