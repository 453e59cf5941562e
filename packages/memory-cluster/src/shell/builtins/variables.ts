import type { Builtin, Builtins } from './builtin.js'
import { isName } from './is-name.js'

const exportBuiltin: Builtin = async ({ process, state }, [, ...words]) => {
  for (const word of words) {
    const [, name, , value] = /^([A-Za-z_]\w*)(=(.*))?$/s.exec(word) ?? []
    if (name === undefined) return process.fail(`${state.name}: export: ${word}: not a name`, 2)
    if (value !== undefined) state.variables.set(name, value)
    state.exported.add(name)
  }
  return 0
}

const unset: Builtin = async ({ process, state }, [, ...names]) => {
  for (const name of names) {
    if (!isName(name)) return process.fail(`${state.name}: unset: ${name}: not a name`, 2)
    state.variables.delete(name)
    state.exported.delete(name)
  }
  return 0
}

const letters: Readonly<Record<string, string>> = { e: 'errexit', u: 'nounset' }
const names: readonly string[] = [...Object.values(letters), 'pipefail']

/** `set -e`, `set -u`, `set -o NAME`, off again with a plus; and what is left are the arguments. */
const set: Builtin = async ({ process, state }, argv) => {
  for (let at = 1; at < argv.length; at += 1) {
    const word = argv[at] ?? ''
    if (word === '--' || !/^[-+]/.test(word)) {
      state.positional = argv.slice(word === '--' ? at + 1 : at)
      return 0
    }
    for (const letter of word.slice(1)) {
      if (letter === 'o') at += 1
      const name = letter === 'o' ? argv[at] : letters[letter]
      if (name === undefined || !names.includes(name))
        return process.fail(`${state.name}: set: ${word} ${argv[at] ?? ''}: not known to the shell in memory`, 2)
      state.options[word.startsWith('-') ? 'add' : 'delete'](name)
    }
  }
  return 0
}

const shift: Builtin = async ({ state }, [, count = '1']) => {
  if (Number(count) > state.positional.length) return 1
  state.positional = state.positional.slice(Number(count))
  return 0
}

/** Commands that change variables, arguments and options of the shell. */
export const variableBuiltins: Builtins = { export: exportBuiltin, unset, set, shift }
