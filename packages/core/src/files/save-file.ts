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
 * copied. Rejects with `BERTH_FILE_FAILED`, `BERTH_CONNECTION_LOST` or `BERTH_ABORTED`.
 */
export async function saveFile(
  shell: ContainerShell,
  path: string,
  target: string,
  { signal, onProgress = () => undefined }: TransferOptions,
): Promise<void> {
  const { host } = shell
  const temporary = `${target}.${randomUUID()}`
  const file = await onThisMachine(host, target, async () => {
    await mkdir(dirname(target), { recursive: true })
    return open(temporary, 'wx')
  })
  try {
    await receiveFile(shell, operationOn(host, fileOperations.saveFile, path), path, {
      maxSize: Number.POSITIVE_INFINITY,
      take: (piece) => onThisMachine(host, target, () => file.writeFile(piece)),
      onProgress: (done, total) => onProgress({ host, done, total }),
      ...(signal && { signal }),
    })
    await onThisMachine(host, target, () => closed(file))
    await onThisMachine(host, target, () => rename(temporary, target))
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}

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
