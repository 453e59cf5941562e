import { randomUUID } from 'node:crypto'
import type { Command, ContainerExecOptions, ContainerShell, ExecResult } from '../contract/index.js'
import { BerthError } from '../errors/index.js'
import type { LocalTree } from './local-tree.js'
import { type Looked, parseLook } from './look-answer.js'
import {
  altered,
  appendCommand,
  discardCommand,
  finishCommand,
  finished,
  lookCommand,
  noFolder,
  type PutFolder,
} from './put-commands.js'
import { finishLines, lookLines } from './put-lines.js'
import { arriving, isDone, type PutPlan, planPut, type Upload } from './put-plan.js'
import type { TransferOptions, Transferred } from './transfer.js'
import { contentOf } from './upload-content.js'

/** A tree, and where it goes. */
export interface PutRequest {
  readonly tree: LocalTree
  /** What is written, as errors name it. */
  readonly path: string
  readonly folder: string
  /** With which the folder is made where it is missing; null where it must be there. */
  readonly modeIfMissing: number | null
}

/**
 * Makes a folder on one host, or in its container, have a tree: sends what is not there, by hash, and puts it in its place once all of it
 * has arrived and is what was sent. What else the folder has is left alone. Rejects with `BERTH_FILE_FAILED` or `BERTH_ABORTED`: then what has
 * arrived is removed; or with `BERTH_CONNECTION_LOST`: then it is kept, and the next call goes on from there.
 */
export async function putTree(
  shell: ContainerShell,
  { tree, path, folder, modeIfMissing }: PutRequest,
  { signal, onProgress = () => undefined }: TransferOptions,
): Promise<Transferred> {
  const { host } = shell
  const operation = `write ${path}`
  const at: PutFolder = { folder, id: randomUUID() }
  const total = tree.files.reduce((sum, { size }) => sum + size, 0)

  const run = async (command: Command, options: ContainerExecOptions = {}): Promise<string> => {
    const result = await shell.exec(command, { ...options, ...(signal && { signal }) })
    if (result.endedBy === 'exit' && result.exitCode === 0) return result.stdout
    throw failure(operation, result)
  }

  const send = async (upload: Upload, plan: PutPlan, arrived: number): Promise<void> => {
    const { name, offset } = upload
    let sent = 0
    const report = (bytes: number): void => {
      sent += bytes
      onProgress({ host, done: arrived + sent, total })
    }
    const { size, pieces } = contentOf(upload, plan, report)
    const there = await run(appendCommand(at, name, offset, size), { stdin: pieces })
    if (Number(there) !== size) throw cutOff(host, operation, Number(there), size)
  }

  const finish = async (plan: PutPlan): Promise<void> => {
    const said = await run(finishCommand(at), { stdin: finishLines(plan) })
    if (said.trim() !== finished) throw cutOff(host, operation)
  }

  try {
    const looked = await look(run, at, tree, modeIfMissing)
    if (looked === null) throw cutOff(host, operation)
    const plan = planPut(tree, looked)
    if (plan.conflicts.length > 0) throw conflicting(host, operation, plan.conflicts)
    let arrived = total - plan.bytes
    onProgress({ host, done: arrived, total })
    for (const upload of plan.uploads) {
      await send(upload, plan, arrived)
      arrived += upload.size - upload.offset
    }
    if (!isDone(plan)) await finish(plan)
    else if (looked.parts.size > 0) await discard(shell, at)
    const files = arriving(plan).length
    return { files, unchanged: tree.files.length - files, bytes: plan.bytes }
  } catch (error) {
    if (!isLost(error)) await discard(shell, at)
    throw error
  }
}

async function look(
  run: (command: Command, options: ContainerExecOptions) => Promise<string>,
  at: PutFolder,
  tree: LocalTree,
  modeIfMissing: number | null,
): Promise<Looked | null> {
  const maxOutput = Number.POSITIVE_INFINITY
  return parseLook(await run(lookCommand(at, modeIfMissing), { stdin: lookLines(tree), maxOutput }), tree)
}

/** Milliseconds for taking away what has arrived, when nobody may be there to answer. */
const discardTime = 10_000

/** What it fails of matters less than what came of the transfer itself. */
async function discard(shell: ContainerShell, at: PutFolder): Promise<void> {
  await shell.exec(discardCommand(at), { timeout: discardTime }).catch(() => undefined)
}

function isLost(error: unknown): boolean {
  return (
    BerthError.isInstance(error) && (error.code === 'BERTH_CONNECTION_LOST' || error.code === 'BERTH_HOST_UNREACHABLE')
  )
}

const remedies: ReadonlyMap<number | null, string> = new Map([
  [altered, 'Put it again, when nothing writes to the files on this machine.'],
  [noFolder, 'Make the folder first, or put a folder, which is made where it is missing.'],
])

function failure(operation: string, { host, endedBy, exitCode, stderr }: ExecResult): BerthError {
  if (endedBy === 'lost') return cutOff(host, operation)
  return new BerthError({
    code: endedBy === 'abort' ? 'BERTH_ABORTED' : 'BERTH_FILE_FAILED',
    host,
    operation,
    message: stderr.trim() || `ended by ${endedBy} with exit code ${exitCode}`,
    remedy: remedies.get(exitCode) ?? 'Check that the user may write there, and that the disk is not full.',
  })
}

function cutOff(host: string, operation: string, there?: number, size?: number): BerthError {
  return new BerthError({
    code: 'BERTH_CONNECTION_LOST',
    host,
    operation,
    message: size === undefined ? 'the connection was lost on the way' : `only ${there} of ${size} bytes arrived`,
    remedy: 'Put it again: it goes on with what has arrived.',
    retryable: true,
  })
}

function conflicting(host: string, operation: string, conflicts: readonly string[]): BerthError {
  const shown = conflicts.slice(0, 5)
  const more = conflicts.length - shown.length
  return new BerthError({
    code: 'BERTH_FILE_FAILED',
    host,
    operation,
    message: [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; '),
    remedy: 'Nothing was changed: remove what is there, or put it elsewhere.',
  })
}
