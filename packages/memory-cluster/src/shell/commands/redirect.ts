import { FileTrouble } from '../../os/files/memory-files.js'
import { openFile } from '../../os/open-path.js'
import type { OpenFile } from '../../os/streams/open-file.js'
import { textFile } from '../../os/streams/text-file.js'
import type { Expansion } from '../context/running-shell.js'
import { expandText } from '../expansion/expand.js'
import type { Redirection } from '../syntax/syntax.js'

/** Does something with files in other places; afterwards all is as before, unless they are to stay. */
export async function redirected(
  redirections: readonly Redirection[],
  shell: Expansion,
  work: () => Promise<number>,
  stays = false,
): Promise<number> {
  if (redirections.length === 0) return work()
  const { files } = shell.process
  const before = new Map(files)
  const opened: OpenFile[] = []
  const restore = (): void => {
    // An ended process has closed what it had in its table, and not what was put aside here.
    if (shell.process.exit !== undefined) for (const file of before.values()) file.close()
    else {
      files.clear()
      for (const [descriptor, file] of before) files.set(descriptor, file)
    }
    for (const file of opened) file.close()
  }
  try {
    for (const redirection of redirections) await redirect(redirection, shell, opened)
  } catch (error) {
    restore()
    if (error instanceof FileTrouble) return shell.process.fail(`${shell.state.name}: ${error.message}`, 1)
    throw error
  }
  if (stays) {
    const kept = new Set(files.values())
    for (const file of [...before.values(), ...opened]) if (!kept.has(file)) file.close()
    return work()
  }
  try {
    return await work()
  } finally {
    restore()
  }
}

async function redirect(
  { descriptor, operator, target }: Redirection,
  shell: Expansion,
  opened: OpenFile[],
): Promise<void> {
  const { process } = shell
  const word = await expandText(target, shell)
  const open = (file: OpenFile): OpenFile => {
    opened.push(file)
    return file
  }
  const toFile = (mode: 'read' | 'write' | 'append'): OpenFile =>
    open(openFile(process, word, mode, 0o666 & ~process.umask))
  switch (operator) {
    case '<':
      process.files.set(descriptor, toFile('read'))
      return
    case '>':
      process.files.set(descriptor, toFile('write'))
      return
    case '>>':
      process.files.set(descriptor, toFile('append'))
      return
    case '<<':
      process.files.set(descriptor, open(textFile(Buffer.from(word))))
      return
    case '>&':
    case '<&': {
      if (word === '-') {
        process.files.delete(descriptor)
        return
      }
      const source = process.files.get(Number(word))
      if (source === undefined) throw new FileTrouble(`${word}: Bad file descriptor`)
      process.files.set(descriptor, open(source.share()))
      return
    }
    default:
      operator satisfies never
  }
}
