import type { Applet } from './applet.js'

/** `printf FORMAT ARGUMENT…`: the format as often as there are arguments for it. */
export const printf: Applet = async (process, args) => {
  const [format = '', ...rest] = args[0] === '--' ? args.slice(1) : args
  const pieces: Buffer[] = []
  const left = [...rest]
  do {
    const before = left.length
    const end = once(format, left, pieces)
    if (end || left.length === before) break
  } while (left.length > 0)
  await process.write(Buffer.concat(pieces))
  return 0
}

/** Formats once, taking arguments off the list. True if `\c` ended it all. */
function once(format: string, left: string[], pieces: Buffer[]): boolean {
  for (const [item] of format.matchAll(
    /\\(?:[0-7]{1,3}|x[\da-f]{1,2}|.)|%%|%[-+ 0#]*(?:\*|\d*)(?:\.\d+)?[a-zA-Z]|[^\\%]+|./gis,
  )) {
    if (item === '\\c') return true
    if (item.startsWith('\\')) pieces.push(unescaped(item))
    else if (item === '%%') pieces.push(Buffer.from('%'))
    else if (item.startsWith('%') && item.length > 1) pieces.push(converted(item, left.shift()))
    else pieces.push(Buffer.from(item))
  }
  return false
}

function converted(item: string, argument: string | undefined): Buffer {
  const [, flags = '', width = '', , precision, letter = 's'] =
    /^%([-+ 0#]*)(\d*)(\.(\d+))?([a-zA-Z])$/.exec(item) ?? []
  if (letter === 'b') return escapes(argument ?? '')
  const text = plain(letter, argument ?? '', precision)
  if (width === '') return Buffer.from(text)
  if (flags.includes('-')) return Buffer.from(text.padEnd(Number(width)))
  return Buffer.from(text.padStart(Number(width), flags.includes('0') && letter !== 's' ? '0' : ' '))
}

function plain(letter: string, argument: string, precision: string | undefined): string {
  const number = argument.startsWith("'") ? (argument.codePointAt(1) ?? 0) : Number(argument) || 0
  switch (letter) {
    case 's':
      return precision === undefined ? argument : argument.slice(0, Number(precision))
    case 'c':
      return argument.slice(0, 1)
    case 'd':
    case 'i':
    case 'u':
      return String(Math.trunc(number))
    case 'x':
      return Math.trunc(number).toString(16)
    case 'X':
      return Math.trunc(number).toString(16).toUpperCase()
    case 'o':
      return Math.trunc(number).toString(8)
    case 'f':
      return number.toFixed(precision === undefined ? 6 : Number(precision))
    case 'q':
      return /^[\w@+:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`
    default:
      return argument
  }
}

/** A text in which backslashes are read as `%b` does. */
export function escapes(text: string): Buffer {
  const parts = [...text.matchAll(/\\(?:0?[0-7]{1,3}|x[\da-f]{1,2}|.)|[^\\]+|\\/gis)]
  return Buffer.concat(parts.map(([item]) => (item.startsWith('\\') ? unescaped(item) : Buffer.from(item))))
}

function unescaped(item: string): Buffer {
  const octal = /^\\(0?[0-7]{1,3})$/.exec(item)?.[1]
  if (octal !== undefined) return Buffer.of(Number.parseInt(octal, 8) & 255)
  const hex = /^\\x([\da-f]{1,2})$/i.exec(item)?.[1]
  if (hex !== undefined) return Buffer.of(Number.parseInt(hex, 16))
  const letter = item.slice(1)
  return Buffer.from(letters[letter] ?? (letter === '\\' || letter === '"' || letter === "'" ? letter : item))
}

const letters: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}
