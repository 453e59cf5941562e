/** What a file descriptor stands for. Shared by reference count: the last `close` closes it. */
export interface OpenFile {
  /** Bytes, at most so many; null at the end; undefined if there are none yet. */
  tryRead(limit: number): Uint8Array | null | undefined
  /** False if there is no room yet. Throws {@link BrokenPipe} if nobody will read it. */
  tryWrite(bytes: Uint8Array): boolean
  /** Resolves when a read or write may have become possible. */
  ready(): Promise<void>
  /** Counts one more user. */
  share(): OpenFile
  /** The same file from its beginning, which is what a path of a descriptor opens. Default is `share`. */
  reopen?(): OpenFile
  close(): void
}

/** Nobody reads what was written. */
export class BrokenPipe extends Error {}

/** `/dev/null`, and what else has no state to close. */
function device(read: (limit: number) => Uint8Array | null, write: () => boolean = () => true): OpenFile {
  const file: OpenFile = {
    tryRead: read,
    tryWrite: write,
    ready: () => Promise.resolve(),
    share: () => file,
    close: () => undefined,
  }
  return file
}

export const nullDevice: OpenFile = device(() => null)

export const zeroDevice: OpenFile = device((limit) => new Uint8Array(limit))
