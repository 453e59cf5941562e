import { type SmallProgram, withWords } from './small-program.js'

/** `printf FORMAT ARGUMENT…`, of `%s`, `%%` and backslashes: the format as often as there are arguments for it. */
export const printf: SmallProgram = withWords(async (process, args) => {
  const [format = '', ...left] = args
  const pieces: Buffer[] = []
  const unknown = /%[^s%]/.exec(format.replaceAll('%%', ''))
  if (unknown !== null) return process.fail(`printf: ${unknown[0]}: hosts in memory know %s and %% only`, 2)
  do {
    const before = left.length
    once(format, left, pieces)
    if (left.length === before) break
  } while (left.length > 0)
  await process.write(Buffer.concat(pieces))
  return 0
})

/** Formats once, taking arguments off the list. */
function once(format: string, left: string[], pieces: Buffer[]): void {
  for (const [item] of format.matchAll(/\\(?:[0-7]{1,3}|.)|%.|[^\\%]+|./gs)) {
    if (item.length > 1 && item.startsWith('\\')) pieces.push(unescaped(item.slice(1)))
    else if (item === '%s') pieces.push(Buffer.from(left.shift() ?? ''))
    else pieces.push(Buffer.from(item === '%%' ? '%' : item))
  }
}

function unescaped(code: string): Buffer {
  if (/^[0-7]/.test(code)) return Buffer.of(Number.parseInt(code, 8) & 255)
  return Buffer.from(letters[code] ?? `\\${code}`)
}

const letters: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '\\': '\\', '"': '"', "'": "'" }
