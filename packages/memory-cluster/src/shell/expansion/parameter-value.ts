import { matches } from '../../expressions/pattern.js'
import type { ShellState } from '../context/shell-state.js'

/** What a parameter has by its name; undefined if it is not set. */
export function parameterValue(name: string, state: ShellState): string | undefined {
  if (/^[1-9]\d*$/.test(name)) return state.positional[Number(name) - 1]
  switch (name) {
    case '0':
      return state.name
    case '#':
      return String(state.positional.length)
    case '?':
      return String(state.status)
    case '$':
      return String(state.pid)
    case '!':
      return state.lastBackground
    case '-':
      return ''
    case '@':
    case '*':
      return state.positional.length === 0 ? undefined : state.positional.join(' ')
    default:
      return state.variables.get(name)
  }
}

/** Without the shortest or longest beginning or end that matches. */
export function trimmed(value: string, operator: string, pattern: string): string {
  const ends = Array.from({ length: value.length + 1 }, (_, index) => index)
  const fromStart = operator.startsWith('#')
  const long = operator.length === 2
  const order = fromStart === long ? ends.reverse() : ends
  const at = order.find((index) => matches(pattern, fromStart ? value.slice(0, index) : value.slice(index)))
  if (at === undefined) return value
  return fromStart ? value.slice(at) : value.slice(0, at)
}
