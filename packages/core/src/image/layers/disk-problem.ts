import type { DiskRoom } from '../../contract/index.js'

/** What of an image comes to a host. */
export interface ComingBytes {
  /** Bytes that are sent. */
  readonly sent: number
  /** Bytes that they take without compression. */
  readonly unpacked: number
}

/**
 * The file system of a host on which an image has no room, with what is needed and free there, as a sentence; null
 * where there is room everywhere. What is on one file system is counted together: the parts as they are sent, the copy
 * of them that an engine makes while it loads them, and the layers that it unpacks.
 */
export function diskProblem(rooms: readonly DiskRoom[], { sent, unpacked }: ComingBytes): string | null {
  const mounts = new Map<string, { need: number; free: number; paths: string[] }>()
  for (const { path, mount, free, copies, unpacks } of rooms) {
    const known = mounts.get(mount) ?? { need: 0, free, paths: [] }
    known.need += copies * sent + (unpacks ? unpacked : 0)
    known.paths.push(path)
    mounts.set(mount, known)
  }
  const lacking = [...mounts.values()].find(({ need, free }) => need > free)
  if (lacking === undefined) return null
  const { need, free, paths } = lacking
  return `it needs ${megabytes(need)} where ${paths.join(' and ')} ${paths.length === 1 ? 'is' : 'are'}, and ${megabytes(free)} are free there: for what is sent, for the copy that the engine makes of it while it loads, and for the layers unpacked`
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`
}
