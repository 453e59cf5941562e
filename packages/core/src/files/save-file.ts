import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Operation, operationOn, runProgram } from '../command/operation/index.js'
import { plainPath } from '../command/plain-path.js'
import { programs } from '../command/programs.generated.js'
import type { ContainerExecOptions, ContainerShell } from '../contract/index.js'
import { BerthError } from '../errors/index.js'
import { fileOperations } from './operations.js'
import type { TransferOptions } from './transfer.js'

/**
 * Copies a file of one host, or of its container, to a file of this machine, whose folder is made: whole, and checked
 * by its hash, or not at all. Of a file that is being added to, the bytes that it had at the beginning are copied.
 * Rejects with `BERTH_FILE_FAILED`, `BERTH_CONNECTION_LOST` or `BERTH_ABORTED`.
 */
export async function saveFile(
  shell: ContainerShell,
  path: string,
  target: string,
  { signal, onProgress = () => undefined }: TransferOptions,
): Promise<void> {
  const { host } = shell
  const operation = operationOn(host, fileOperations.saveFile, path)
  const temporary = `${target}.${randomUUID()}`
  const file = await onThisMachine(host, target, async () => {
    await mkdir(dirname(target), { recursive: true })
    return open(temporary, 'wx')
  })
  const hash = createHash('sha256')
  let done = 0
  let remarks = ''
  const onOutput: ContainerExecOptions['onOutput'] = async (stream, chunk) => {
    if (stream === 'stderr') remarks = `${remarks}${Buffer.from(chunk)}`.slice(-remarkLimit)
    else {
      hash.update(chunk)
      await onThisMachine(host, target, () => file.writeFile(chunk))
      done += chunk.length
    }
    const total = Number(/^size (\d+)$/m.exec(remarks)?.[1] ?? Number.NaN)
    if (stream === 'stdout' && total > 0) onProgress({ host, done, total })
  }
  try {
    const options = { onOutput, maxOutput: remarkLimit, ...(signal && { signal }) }
    const { stderr } = await runProgram(shell, operation, saveCommand(path), options, withoutFacts)
    if (/^([0-9a-f]{64}) /m.exec(stderr)?.[1] !== hash.digest('hex')) throw altered(operation)
    await onThisMachine(host, target, () => closed(file))
    await onThisMachine(host, target, () => rename(temporary, target))
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}

/** Bytes kept of the program's standard error, beside the file. */
const remarkLimit = 4096

/** Prints size and hash of a file on standard error, and the file itself meanwhile. */
function saveCommand(path: string): readonly string[] {
  return ['sh', '-c', programs['files/save'], 'berth-save', plainPath(path)]
}

/** The part of the program's standard error that is for people: without the size and the hash. */
function withoutFacts(stderr: string): string {
  return stderr.replace(/^(?:size \d+|[0-9a-f]{64} .*)\n?/gm, '')
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

function altered({ host, code, operation }: Operation): BerthError {
  return new BerthError({
    code,
    host,
    operation,
    message: 'what arrived is not what was read for its hash: the file was written to meanwhile',
    remedy: 'Try again when nothing writes to it.',
    retryable: true,
  })
}
