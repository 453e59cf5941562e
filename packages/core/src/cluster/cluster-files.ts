import { basename, dirname, join } from 'node:path'
import pLimit from 'p-limit'
import type { PutFileOptions } from '../contract/index.js'
import { onAllHosts } from '../fanout/index.js'
import {
  getFromContainer,
  putIntoContainer,
  putTree,
  readLocalFile,
  readLocalFolder,
  saveFile,
  type Transferred,
} from '../files/index.js'
import type { ContainerShell } from '../provision/index.js'
import type { ClusterFileOptions, ClusterTransferOptions, LocalSource } from './file-options.js'
import type { PlaceCall, Places } from './places.js'

/** Hosts that are sent to, or read from, at once: more would share the same cable, and each holds some megabytes of memory. */
const simultaneousTransfers = 32

/** See `Cluster.putFile`. */
export async function putFileOnHosts(
  places: Places,
  path: string,
  content: string | Uint8Array | LocalSource,
  options: ClusterTransferOptions & PutFileOptions,
): Promise<ReadonlyMap<string, Transferred>> {
  if (typeof content === 'string' || content instanceof Uint8Array) {
    const done = { files: 1, unchanged: 0, bytes: Buffer.byteLength(content) }
    return onAllHosts(places.hosts, `write ${path}`, async (host) => {
      if (places.containerOf === null) await (await places.connect(host, options)).putFile(path, content, options)
      else await putIntoContainer(await places.containerOf(host, options), path, content, options)
      return done
    })
  }
  const read = await readLocalFile(content.file, basename(path), options.signal)
  const { mode } = options
  const tree = mode === undefined ? read : { ...read, files: read.files.map((file) => ({ ...file, mode })) }
  return transferring(places, `write ${path}`, options, (place) =>
    putTree(place, { tree, path, folder: dirname(path), modeIfMissing: null }, options),
  )
}

/** See `Cluster.putDirectory`. */
export async function putFolderOnHosts(
  places: Places,
  path: string,
  folder: string,
  options: ClusterTransferOptions,
): Promise<ReadonlyMap<string, Transferred>> {
  const { tree, mode } = await readLocalFolder(folder, options.signal)
  return transferring(places, `write ${path}`, options, (place) =>
    putTree(place, { tree, path, folder: path, modeIfMissing: mode }, options),
  )
}

/** See `Cluster.getFile`. */
export async function getFileOfHosts(
  { hosts, containerOf, connect }: Places,
  path: string,
  options: ClusterFileOptions,
): Promise<ReadonlyMap<string, Uint8Array>> {
  return onAllHosts(hosts, `read ${path}`, async (host) =>
    containerOf === null
      ? (await connect(host, options)).getFile(path, options)
      : getFromContainer(await containerOf(host, options), path, options),
  )
}

/** See `Cluster.saveFile`. */
export async function saveFileOfHosts(
  places: Places,
  path: string,
  folder: string,
  options: ClusterTransferOptions,
): Promise<ReadonlyMap<string, string>> {
  return transferring(places, `read ${path}`, options, async (place) => {
    const target = join(folder, place.host.replaceAll('/', '_'), basename(path))
    await saveFile(place, path, target, options)
    return target
  })
}

function transferring<Value>(
  { hosts, containerOf, connect }: Places,
  operation: string,
  { signal }: PlaceCall,
  transfer: (place: ContainerShell) => Promise<Value>,
): Promise<ReadonlyMap<string, Value>> {
  const limit = pLimit(simultaneousTransfers)
  const call = signal ? { signal } : {}
  return onAllHosts(hosts, operation, (host) => limit(async () => transfer(await (containerOf ?? connect)(host, call))))
}
