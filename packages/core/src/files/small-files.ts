import { getCommand, putCommand, wasWritten } from '../command/files.js'
import { endingError, endingOf, notRun, operationOn, runProgram } from '../command/operation/index.js'
import { commandOperations } from '../command/operations.js'
import type { ContainerShell, PutFileOptions } from '../contract/index.js'

/** Writes a file in a container, as `HostConnection.putFile` does on a host. */
export async function putIntoContainer(
  container: ContainerShell,
  path: string,
  content: string | Uint8Array,
  { mode = 0o600, signal }: PutFileOptions,
): Promise<void> {
  const operation = operationOn(container.host, commandOperations.writeFile, path)
  const stdin = Buffer.from(content)
  const options = { stdin, ...(signal && { signal }) }
  const result = await container.exec(putCommand(path, stdin.length, mode), options).catch((error: unknown) => {
    throw notRun(operation, error)
  })
  if (!wasWritten(result.stdout)) throw endingError({ ...endingOf(result, options), truncated: true }, operation)
}

/** Reads a file in a container, as `HostConnection.getFile` does on a host. */
export async function getFromContainer(
  container: ContainerShell,
  path: string,
  { signal }: { readonly signal?: AbortSignal },
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  await runProgram(container, operationOn(container.host, commandOperations.readFile, path), getCommand(path), {
    ...(signal && { signal }),
    maxOutput: 4096,
    onOutput: (stream, chunk) => void (stream === 'stdout' && chunks.push(chunk)),
  })
  return Buffer.concat(chunks)
}
