import { nameOf } from '../os/path.js'
import { parseShell } from '../shell/parse-shell.js'
import { Shell } from '../shell/shell.js'
import { ShellState } from '../shell/state.js'
import { SyntaxTrouble } from '../shell/syntax.js'
import type { Applet } from './applet.js'

/** `sh` and `bash`: one language for both, that of sh with the most used words of bash. */
export const shell: Applet = async (process, args) => {
  const state = new ShellState()
  let at = 0
  let program = false
  for (; at < args.length && /^[-+]./.test(args[at] ?? ''); at += 1) {
    const word = args[at] ?? ''
    if (word === '--') continue
    if (word === '-o') {
      at += 1
      state.options.add(args[at] ?? '')
    } else if (!word.startsWith('--')) {
      for (const letter of word.slice(1)) {
        if (letter === 'c') program = true
        if (letter === 'e') state.options.add('errexit')
        if (letter === 'u') state.options.add('nounset')
      }
    }
  }
  const words = args.slice(at)
  const self = nameOf(process.argv[0] ?? 'sh')
  const [first] = words
  let text: string
  if (program) {
    text = first ?? ''
    state.name = words[1] ?? self
    state.positional = words.slice(2)
  } else if (first === undefined) {
    text = (await process.readAll()).toString('utf8')
    state.name = self
  } else {
    const file = process.machine.files.text(first)
    if (file === null) return process.fail(`${self}: ${first}: No such file or directory`, 127)
    text = file
    state.name = first
    state.positional = words.slice(1)
  }
  state.pid = process.pid
  for (const [name, value] of process.env) {
    state.variables.set(name, value)
    state.exported.add(name)
  }
  state.variables.set('PWD', process.cwd)
  for (const [signal, handler] of process.handlers) if (handler === 'ignore') state.traps.set(signal, '')
  try {
    return await new Shell(process, state).main(parseShell(text))
  } catch (error) {
    if (error instanceof SyntaxTrouble) return process.fail(`${self}: ${error.message}`, 2)
    throw error
  }
}
