import { testExpression } from '../expressions/test-expression.js'
import type { Process } from '../os/process.js'
import { printf } from './printf.js'
import { type SmallPrograms, withWords } from './small-program.js'

const echo = withWords(async (process, args) => {
  const [first = ''] = args
  if (/^-[neE]+$/.test(first)) return process.fail(`echo: ${first}: not an option that hosts in memory know`, 2)
  await process.write(`${args.join(' ')}\n`)
  return 0
})

async function test({ machine, cwd }: Process, args: readonly string[]): Promise<number> {
  return testExpression(args, { files: machine.files, cwd, patterns: false }) ? 0 : 1
}

const bracket = withWords(async (process, args) =>
  args.at(-1) === ']' ? test(process, args.slice(0, -1)) : process.fail('[: missing ]', 2),
)

/** Programs that print, and those that only say yes or no. */
export const printingPrograms: SmallPrograms = {
  echo,
  printf,
  test: withWords(test),
  '[': bracket,
  true: withWords(async () => 0),
  false: withWords(async () => 1),
}
