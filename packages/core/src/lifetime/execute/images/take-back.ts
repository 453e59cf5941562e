import { programs } from '../../../command/programs.generated.js'
import type { HostConnection } from '../../../contract/index.js'

/** Milliseconds for it, when the host may not answer any more. */
const patience = 10_000

/**
 * An argument vector that takes the folder of an image's parts away, with what was put there or only if it is empty.
 */
export function takeBackCommand(folder: string, withParts: boolean): readonly string[] {
  return ['sh', '-c', programs['image/take-back'], 'berth-take-back', folder, withParts ? 'parts' : '']
}

/**
 * Takes the folder of an image's parts away from a host, with what was put there or only if it is empty; nothing where
 * somebody else is at work in it. Never rejects: why that fails matters less than why the image did not come.
 */
export async function takeBack(connection: HostConnection, folder: string, withParts: boolean): Promise<void> {
  await connection.exec(takeBackCommand(folder, withParts), { timeout: patience }).catch(() => undefined)
}
