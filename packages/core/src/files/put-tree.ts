import { randomUUID } from 'node:crypto'
import { posix } from 'node:path'
import {
  endingError,
  endingOf,
  type Operation,
  operationError,
  operationOn,
  runProgram,
} from '../command/operation/index.js'
import { BoundedOutput } from '../command/output/bounded-output.js'
import type { Command, ContainerExecOptions, ContainerShell, ExecResult } from '../contract/index.js'
import { BerthError } from '../errors/index.js'
import type { Feeder } from './feeder.js'
import type { LocalTree } from './local-tree.js'
import { type Looked, longestAnswer, parseLook } from './look-answer.js'
import { fileOperations } from './operations.js'
import { pathText } from './path-text.js'
import {
  appendCommand,
  discardCommand,
  finishCommand,
  finished,
  lookCommand,
  type PutFolder,
  toldLines,
} from './put-commands.js'
import { finishLines, lookLines } from './put-lines.js'
import { arriving, goesOn, isDone, keyOf, type PutPlan, planPut, type Upload } from './put-plan.js'
import type { TransferOptions, Transferred } from './transfer.js'
import { contentOf } from './upload-content.js'

/** A tree, and where it goes. */
export interface PutRequest {
  readonly tree: LocalTree
  /** The path that is written, as errors name it. */
  readonly path: string
  readonly folder: string
  /** Permission bits with which the folder is made where it is missing; null where the folder must be there. */
  readonly modeIfMissing: number | null
  /** The name under which the one file of the tree goes into the path where that is a folder. Default is an error. */
  readonly nameInFolder?: string
  /** Has what is to arrive come from elsewhere, where it can. Default is that all is sent from here. */
  readonly feeder?: Feeder
}

/**
 * Makes a folder on one host, or in its container, have a tree: sends the files that are not there, by hash, and puts
 * all entries in their places once everything has arrived and is what was sent. Everything else in the folder is left
 * alone. Rejects with `BERTH_FILE_FAILED` or `BERTH_ABORTED`: then what has arrived is removed; or with
 * `BERTH_CONNECTION_LOST`: then what has arrived is kept, and the next call goes on from there.
 */
export async function putTree(
  shell: ContainerShell,
  { tree, path, folder, modeIfMissing, nameInFolder, feeder }: PutRequest,
  options: TransferOptions,
): Promise<Transferred> {
  const { signal, onProgress = () => undefined } = options
  const { host } = shell
  const operation = operationOn(host, fileOperations.putTree, path)
  const at: PutFolder = { folder, id: randomUUID() }
  const total = tree.files.reduce((sum, { size }) => sum + size, 0)

  const run = (command: Command, options: ContainerExecOptions): Promise<ExecResult> =>
    runProgram(shell, operation, command, { ...options, ...(signal && { signal }) })

  const look = async (): Promise<Looked> => {
    const answer = new BoundedOutput(longestAnswer(tree))
    const result = await run(lookCommand(at, modeIfMissing), {
      stdin: toldLines(lookLines(tree), at),
      maxOutput: remarkLimit,
      onOutput: (stream, chunk) => void (stream === 'stdout' && answer.push(chunk)),
    })
    if (answer.truncated) throw overfull(operation)
    const looked = parseLook(pathText(answer.bytes()), tree)
    if (looked === null) throw cutOff(operation, result, 'what is there was not told to its end')
    return looked
  }

  const send = async (upload: Upload, plan: PutPlan, arrived: number): Promise<void> => {
    const { name, offset } = upload
    let sent = 0
    const report = (bytes: number): void => {
      sent += bytes
      feeder?.moved()
      onProgress({ host, done: arrived + sent, total })
    }
    const { size, pieces } = contentOf(upload, plan, report)
    const result = await run(appendCommand(at, name, offset, size), { stdin: pieces })
    const [, there] = /^\s*(\d+)\n$/.exec(result.stdout) ?? []
    if (there === undefined) throw cutOff(operation, result, 'how many bytes arrived was not told')
    if (Number(there) !== size) throw cutOff(operation, result, `only ${there} of ${size} bytes arrived`)
  }

  const bring = async (upload: Upload, plan: PutPlan, arrived: number): Promise<void> => {
    if (feeder === undefined) return send(upload, plan, arrived)
    const { name, offset } = upload
    // What is sent of small files may be more than they are, in an archive of them.
    const { size } = contentOf(upload, plan, () => undefined)
    await feeder.bring(
      { key: keyOf(upload, plan), where: at, name, size, offset },
      {
        fromHere: (there) => {
          const from = goesOn(upload) ? there : 0
          return send({ ...upload, offset: from }, plan, arrived + from - offset)
        },
        report: (there) => onProgress({ host, done: Math.min(arrived + there - offset, total), total }),
      },
    )
  }

  const finish = async (plan: PutPlan): Promise<void> => {
    const result = await run(finishCommand(at), { stdin: toldLines(finishLines(plan), at) })
    if (result.stdout.trim() !== finished) throw cutOff(operation, result, 'it did not say that it was done')
  }

  try {
    const looked = await look()
    if (nameInFolder !== undefined && looked.folders.size > 0) {
      if (looked.parts.size > 0) await discard(shell, at)
      const files = tree.files.map((file) => ({ ...file, path: nameInFolder }))
      const into = { tree: { ...tree, files }, path: posix.join(path, nameInFolder), folder: path, modeIfMissing: null }
      return { ...(await putTree(shell, into, options)), path: into.path }
    }
    const plan = planPut(tree, looked)
    if (plan.conflicts.length > 0) throw conflicting(operation, plan.conflicts)
    let arrived = total - plan.bytes
    onProgress({ host, done: arrived, total })
    for (const upload of plan.uploads) {
      await bring(upload, plan, arrived)
      arrived += upload.size - upload.offset
    }
    await feeder?.arrived()
    if (!isDone(plan)) await finish(plan)
    else if (looked.parts.size > 0) await discard(shell, at)
    const files = arriving(plan).length
    return { files, unchanged: tree.files.length - files, bytes: plan.bytes }
  } catch (error) {
    if (!isLost(error)) await discard(shell, at)
    throw error
  }
}

/** Bytes kept of a program's standard error. */
const remarkLimit = 64 * 1024

/** Milliseconds for taking away what has arrived, when nobody may be there to answer. */
const discardTime = 10_000

/** Takes away what has arrived. Why that fails matters less than how the transfer itself ended. */
async function discard(shell: ContainerShell, at: PutFolder): Promise<void> {
  await shell.exec(discardCommand(at), { timeout: discardTime }).catch(() => undefined)
}

function isLost(error: unknown): boolean {
  return (
    BerthError.isInstance(error) && (error.code === 'BERTH_CONNECTION_LOST' || error.code === 'BERTH_HOST_UNREACHABLE')
  )
}

/**
 * The error of a program that was cut off, though it had an exit code: its standard input, or its output, did not
 * arrive whole.
 */
function cutOff(operation: Operation, result: ExecResult, why: string): BerthError {
  return endingError({ ...endingOf(result, {}), endedBy: 'lost', stderr: why, truncated: true }, operation)
}

function overfull(operation: Operation): BerthError {
  return operationError(operation, {
    reason: 'more was told of what is there than can be told',
    remedy: 'Look at what answers on the host in place of sh, stat and sha256sum, then put it again.',
  })
}

function conflicting(operation: Operation, conflicts: readonly string[]): BerthError {
  const shown = conflicts.slice(0, 5)
  const more = conflicts.length - shown.length
  return operationError(operation, {
    reason: [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; '),
    remedy: 'Nothing was changed, and what is there stays: put it under another name, or elsewhere.',
  })
}
