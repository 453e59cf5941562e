import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { receiveFile } from '../command/files/receive-file.js'
import { operationOn } from '../command/operation/index.js'
import type { ContainerShell } from '../contract/index.js'
import { BerthError } from '../errors/index.js'
import { fileOperations } from './operations.js'
import type { TransferOptions } from './transfer.js'

/**
 * Copies a file of one host, or of its container, to a file of this machine, whose folder is made: whole, and checked
 * by its size and hash, or not at all. Of a file that is being added to, the bytes that it had at the beginning are
 * copied. It is open to nobody to whom it is closed there, nor to whom the umask closes it. Rejects with
 * `BERTH_FILE_FAILED`, `BERTH_CONNECTION_LOST` or `BERTH_ABORTED`.
 */
export async function saveFile(
  shell: ContainerShell,
  path: string,
  target: string,
  { signal, onProgress = () => undefined }: TransferOptions,
): Promise<void> {
  const { host } = shell
  const temporary = `${target}.${randomUUID()}`
  let file: FileHandle | undefined
  await onThisMachine(host, target, () => mkdir(dirname(target), { recursive: true }))
  try {
    await receiveFile(shell, operationOn(host, fileOperations.saveFile, path), path, {
      maxSize: Number.POSITIVE_INFINITY,
      begin: async (mode) => {
        file = await onThisMachine(host, target, () => open(temporary, 'wx', mode | owners))
      },
      take: (piece) => onThisMachine(host, target, async () => file?.writeFile(piece)),
      onProgress: (done, total) => onProgress({ host, done, total }),
      ...(signal && { signal }),
    })
    await onThisMachine(host, target, async () => file && closed(file))
    await onThisMachine(host, target, () => rename(temporary, target))
  } catch (error) {
    await file?.close().catch(() => undefined)
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}

/** The bits by which the user of this machine reads and writes their own file, whoever's it is there. */
const owners = 0o600

async function closed(file: FileHandle): Promise<void> {
  await file.sync()
  await file.close()
}

async function onThisMachine<Value>(host: string, path: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (cause) {
    throw new BerthError({
      code: 'BERTH_FILE_FAILED',
      host,
      operation: `write ${path} on this machine`,
      message: cause instanceof Error ? cause.message : String(cause),
      remedy: 'Choose a folder on this machine that may be written and has room.',
      cause,
    })
  }
}
