import { fileFailure, getCommand, putCommand, wasWritten } from '../command/files.js'
import type { ContainerShell, PutFileOptions } from '../contract/index.js'

/** Writes a file in a container, as `HostConnection.putFile` does on a host. */
export async function putIntoContainer(
  container: ContainerShell,
  path: string,
  content: string | Uint8Array,
  { mode = 0o600, signal }: PutFileOptions,
): Promise<void> {
  const stdin = Buffer.from(content)
  const result = await container.exec(putCommand(path, stdin.length, mode), { stdin, ...(signal && { signal }) })
  if (!wasWritten(result.stdout)) throw fileFailure(container.host, `write ${path}`, result)
}

/** Reads a file in a container, as `HostConnection.getFile` does on a host. */
export async function getFromContainer(
  container: ContainerShell,
  path: string,
  { signal }: { readonly signal?: AbortSignal },
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  const result = await container.exec(getCommand(path), {
    ...(signal && { signal }),
    maxOutput: 4096,
    onOutput: (stream, chunk) => void (stream === 'stdout' && chunks.push(chunk)),
  })
  if (result.exitCode !== 0) throw fileFailure(container.host, `read ${path}`, result)
  return Buffer.concat(chunks)
}
