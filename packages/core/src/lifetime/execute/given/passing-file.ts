import { mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** A file of this machine that nobody else can read, and that lasts no longer than it is needed. */
export interface PassingFile {
  /** By which it is read, in this process alone. */
  readonly path: string
  readonly write: (piece: Uint8Array) => Promise<void>
  /** Takes it away. Never rejects. */
  readonly close: () => Promise<void>
}

/**
 * Makes one where there is room for much. Without a name, which it then has for a moment only, it is gone with this
 * process, whatever ends it; `nameless` by default on Linux, which lets it be read so. Rejects as the file system does.
 */
export async function passingFile(nameless: boolean = process.platform === 'linux'): Promise<PassingFile> {
  const folder = await mkdtemp(join('/var/tmp', 'berth-image-'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const named = join(folder, 'image.tar')
    const file = await open(named, 'wx', 0o600)
    if (nameless) await remove()
    return {
      path: nameless ? `/proc/${process.pid}/fd/${file.fd}` : named,
      write: (piece) => file.writeFile(piece),
      close: async () => {
        await Promise.allSettled([file.close(), remove()])
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}
