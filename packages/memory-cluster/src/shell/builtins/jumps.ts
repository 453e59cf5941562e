import { Jump } from '../context/jump.js'
import type { Builtin, Builtins } from './builtin.js'

/** Ends the shell or a function: with a code, or that of the last command. */
const ending =
  (kind: 'exit' | 'return'): Builtin =>
  async ({ state }, [, word]) => {
    throw new Jump(kind, (word === undefined ? state.status : Number(word)) & 255)
  }

/** Leaves so many loops, or goes on with the next round of the last of them. */
const leaving =
  (kind: 'break' | 'continue'): Builtin =>
  async (_, [, word = '1']) => {
    throw new Jump(kind, Number(word))
  }

/** Commands that leave what runs. */
export const jumpBuiltins: Builtins = {
  exit: ending('exit'),
  return: ending('return'),
  break: leaving('break'),
  continue: leaving('continue'),
}
