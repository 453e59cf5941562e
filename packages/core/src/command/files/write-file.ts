import type { ContainerShell } from '../../contract/container-shell.js'
import type { PutFileOptions } from '../../contract/transport.js'
import { endingError, endingOf, notRun, operationOn } from '../operation/index.js'
import { commandOperations } from '../operations.js'
import { programs } from '../programs.generated.js'
import { plainPath } from './plain-path.js'

/** Writes a whole file on a host, or in its container, out of memory, as `HostConnection.putFile` promises. */
export async function writeFile(
  shell: ContainerShell,
  path: string,
  content: string | Uint8Array,
  { mode = 0o600, signal }: PutFileOptions,
): Promise<void> {
  const operation = operationOn(shell.host, commandOperations.writeFile, path)
  const stdin = typeof content === 'string' ? Buffer.from(content) : content
  const options = { stdin, ...(signal && { signal }) }
  const result = await shell.exec(putCommand(path, stdin.length, mode), options).catch((error: unknown) => {
    throw notRun(operation, error)
  })
  // An abort that came too late, or a connection that was lost afterwards, does not change that the content is there.
  if (result.stdout !== `${written}\n`) throw endingError({ ...endingOf(result, options), truncated: true }, operation)
}

/** The word that the writing program prints once the file is in its place. */
const written = 'written'

/** An argument vector that writes standard input, of so many bytes, to a file: all of it or nothing. */
export function putCommand(path: string, size: number, mode: number): readonly string[] {
  return ['sh', '-c', programs['command/put'], 'berth-put', plainPath(path), String(size), mode.toString(8), written]
}
