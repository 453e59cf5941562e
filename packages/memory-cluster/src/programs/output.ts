import { testExpression } from '../shell/test-expression.js'
import type { Applet, Applets } from './applet.js'
import { escapes, printf } from './printf.js'

const echo: Applet = async (process, args) => {
  const [, options = ''] = /^-([neE]+)$/.exec(args[0] ?? '') ?? []
  const text = args.slice(options === '' ? 0 : 1).join(' ')
  const end = options.includes('n') ? '' : '\n'
  await process.write(options.includes('e') ? Buffer.concat([escapes(text), Buffer.from(end)]) : text + end)
  return 0
}

const test: Applet = async (process, args) => {
  const { machine, cwd } = process
  return testExpression(args, { files: machine.files, cwd, patterns: false }) ? 0 : 1
}

const bracket: Applet = async (process, args) =>
  args.at(-1) === ']' ? test(process, args.slice(0, -1)) : process.fail('[: missing ]', 2)

const yes: Applet = async (process, args) => {
  const lines = `${args.join(' ') || 'y'}\n`.repeat(1000)
  for (;;) {
    await process.write(lines)
    await process.guard(process.machine.turn())
  }
}

const seq: Applet = async (process, args) => {
  const numbers = args.map(Number)
  const [first = 1, last = 1] = numbers.length > 1 ? [numbers[0], numbers.at(-1)] : [1, numbers[0]]
  const step = numbers.length > 2 ? (numbers[1] ?? 1) : 1
  const lines: string[] = []
  for (let number = first; step > 0 ? number <= last : number >= last; number += step) lines.push(`${number}\n`)
  await process.write(lines.join(''))
  return 0
}

/** Programs that print, and those that only say yes or no. */
export const outputPrograms: Applets = {
  echo,
  printf,
  test,
  '[': bracket,
  true: async () => 0,
  false: async () => 1,
  yes,
  seq,
}
