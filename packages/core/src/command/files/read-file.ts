import type { ContainerShell } from '../../contract/container-shell.js'
import type { GetFileOptions } from '../../contract/transport.js'
import { operationOn } from '../operation/index.js'
import { commandOperations } from '../operations.js'
import { BoundedOutput } from '../output/bounded-output.js'
import { receiveFile } from './receive-file.js'

/** Bytes that a file may have by default, to be read into memory. */
const defaultMaxSize = 256 * 1024 * 1024

/** Reads a whole file of a host, or of its container, into memory, as `HostConnection.getFile` promises. */
export async function readFile(
  shell: ContainerShell,
  path: string,
  { maxSize = defaultMaxSize, signal }: GetFileOptions,
): Promise<Buffer> {
  const content = new BoundedOutput(maxSize)
  await receiveFile(shell, operationOn(shell.host, commandOperations.readFile, path), path, {
    maxSize,
    take: (piece) => content.push(piece),
    ...(signal && { signal }),
  })
  return content.bytes()
}
