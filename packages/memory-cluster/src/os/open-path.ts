import { FileTrouble, type MemoryFile } from './files/memory-files.js'
import { absolutePath } from './files/path.js'
import type { Process } from './process.js'
import { nullDevice, type OpenFile, zeroDevice } from './streams/open-file.js'
import { growingFile } from './streams/text-file.js'

/** Opens a path of a process's machine. Throws {@link FileTrouble}. */
export function openFile(process: Process, path: string, way: 'read' | 'write' | 'append', mode: number): OpenFile {
  const { files } = process.machine
  const absolute = absolutePath(process.cwd, path)
  const descriptor = /^\/(?:(?:dev|proc\/self)\/fd\/(\d+)|dev\/std(in|out|err))$/.exec(absolute)
  if (descriptor !== null) return ownFile(process, descriptor)
  if (absolute === '/dev/null') return nullDevice
  if (absolute === '/dev/zero') return zeroDevice
  const file = files.get(absolute)
  if (way === 'read') {
    if (file === null) throw new FileTrouble(`${path}: No such file or directory`)
    if (file.kind === 'folder') throw new FileTrouble(`${path}: Is a directory`)
    return reading(process, absolute, file)
  }
  try {
    if (way === 'write' || file === null) files.put(absolute, '', file === null ? mode : undefined)
  } catch (error) {
    if (error instanceof FileTrouble) throw new FileTrouble(`${path}: ${error.message}`)
    throw error
  }
  return appending(process, absolute)
}

/**
 * What is added to the file is read too; of one that was removed, or has another in its place, what it was at the last
 * reading.
 */
function reading({ machine: { files } }: Process, path: string, file: MemoryFile): OpenFile {
  let { content } = file
  return growingFile(() => {
    const now = files.get(path)?.content
    if (now === undefined || now === content) return content
    if (Buffer.compare(now.subarray(0, content.length), content) === 0) content = now
    return content
  })
}

/** Writes go to the file's end. */
function appending({ machine: { files } }: Process, path: string): OpenFile {
  const file: OpenFile = {
    tryRead: () => null,
    tryWrite(bytes) {
      files.append(path, bytes)
      return true
    },
    ready: () => Promise.resolve(),
    share: () => file,
    close: () => undefined,
  }
  return file
}

function ownFile(process: Process, [, number, name]: RegExpExecArray): OpenFile {
  const descriptor = number === undefined ? ['in', 'out', 'err'].indexOf(name ?? '') : Number(number)
  const file = process.files.get(descriptor)
  if (file === undefined) throw new FileTrouble(`/dev/fd/${descriptor}: No such file or directory`)
  return file.reopen?.() ?? file.share()
}
