import { absolutePath } from '../../os/files/path.js'
import type { Builtin, Builtins } from './builtin.js'

const cd: Builtin = async ({ process, state }, [, to = state.variables.get('HOME') ?? '/']) => {
  const path = absolutePath(process.cwd, to)
  const file = process.machine.files.get(path)
  if (file?.kind !== 'folder')
    return process.fail(`${state.name}: cd: ${to}: ${file === null ? 'No such file or directory' : 'Not a directory'}`)
  process.cwd = path
  state.variables.set('PWD', path)
  return 0
}

const umask: Builtin = async ({ process }, [, mask]) => {
  if (mask === undefined) await process.write(`${process.umask.toString(8).padStart(4, '0')}\n`)
  else process.umask = Number.parseInt(mask, 8)
  return 0
}

/** Commands that change what the shell's process hands on to others. */
export const processBuiltins: Builtins = { cd, umask }
