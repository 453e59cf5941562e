import { basename, dirname, join } from 'node:path'
import pLimit from 'p-limit'
import { readFile } from '../command/files/read-file.js'
import { writeFile } from '../command/files/write-file.js'
import type { ContainerShell, GetFileOptions } from '../contract/index.js'
import { onAllHosts } from '../fanout/index.js'
import { putTree, readLocalFile, readLocalFolder, saveFile, type Transferred } from '../files/index.js'
import type { CallTargets, TargetCall } from './targets/call-targets.js'
import type {
  ClusterFileOptions,
  ClusterPutFileOptions,
  ClusterTransferOptions,
  LocalSource,
} from './targets/file-options.js'

/**
 * Hosts that are sent to, or read from, at once: more would share the same cable, and each holds some megabytes of
 * memory.
 */
const simultaneousTransfers = 32

/** See `Cluster.putFile`. */
export async function putFileOnHosts(
  targets: CallTargets,
  path: string,
  content: string | Uint8Array | LocalSource,
  options: ClusterPutFileOptions,
): Promise<ReadonlyMap<string, Transferred>> {
  if (typeof content === 'string' || content instanceof Uint8Array) {
    const done = { files: 1, unchanged: 0, bytes: Buffer.byteLength(content) }
    const write = async (host: string): Promise<Transferred> => {
      if (targets.containerOf === null) await (await targets.connect(host, options)).putFile(path, content, options)
      else await writeFile(await targets.containerOf(host, options), path, content, options)
      return done
    }
    return onAllHosts(targets.hosts, `write ${path}`, (host) => write(host).finally(() => options.onHostEnd?.(host)))
  }
  const read = await readLocalFile(content.file, basename(path), options.signal)
  const { mode, intoFolder = false } = options
  const nameInFolder = intoFolder ? { nameInFolder: basename(content.file) } : {}
  const tree = mode === undefined ? read : { ...read, files: read.files.map((file) => ({ ...file, mode })) }
  return transferring(targets, `write ${path}`, options, (shell) =>
    putTree(shell, { tree, path, folder: dirname(path), modeIfMissing: null, ...nameInFolder }, options),
  )
}

/** See `Cluster.putDirectory`. */
export async function putFolderOnHosts(
  targets: CallTargets,
  path: string,
  folder: string,
  options: ClusterTransferOptions,
): Promise<ReadonlyMap<string, Transferred>> {
  const { tree, mode } = await readLocalFolder(folder, options.signal)
  return transferring(targets, `write ${path}`, options, (shell) =>
    putTree(shell, { tree, path, folder: path, modeIfMissing: mode }, options),
  )
}

/** See `Cluster.getFile`. */
export async function getFileOfHosts(
  { hosts, containerOf, connect }: CallTargets,
  path: string,
  options: ClusterFileOptions & GetFileOptions,
): Promise<ReadonlyMap<string, Uint8Array>> {
  return onAllHosts(hosts, `read ${path}`, async (host) =>
    containerOf === null
      ? (await connect(host, options)).getFile(path, options)
      : readFile(await containerOf(host, options), path, options),
  )
}

/** See `Cluster.saveFile`. */
export async function saveFileOfHosts(
  targets: CallTargets,
  path: string,
  folder: string,
  options: ClusterTransferOptions,
): Promise<ReadonlyMap<string, string>> {
  return transferring(targets, `read ${path}`, options, async (shell) => {
    const target = join(folder, shell.host.replaceAll('/', '_'), basename(path))
    await saveFile(shell, path, target, options)
    return target
  })
}

function transferring<Value>(
  { hosts, containerOf, connect }: CallTargets,
  operation: string,
  { signal, onHostEnd }: TargetCall & Pick<ClusterTransferOptions, 'onHostEnd'>,
  transfer: (shell: ContainerShell) => Promise<Value>,
): Promise<ReadonlyMap<string, Value>> {
  const limit = pLimit(simultaneousTransfers)
  const call = signal ? { signal } : {}
  return onAllHosts(hosts, operation, (host) =>
    limit(async () => transfer(await (containerOf ?? connect)(host, call))).finally(() => onHostEnd?.(host)),
  )
}
