import { nullDevice } from '../os/open-file.js'
import type { Applet, Applets } from './applet.js'
import { allInput, linesOf } from './input.js'
import { parseOptions } from './options.js'

const grep: Applet = async (process, args) => {
  const { flags, values, operands } = parseOptions(args, 'ef')
  const listed = values.get('f')
  const given = values.get('e') ?? (listed === undefined ? operands[0] : undefined)
  const patterns = listed === undefined ? [given ?? ''] : linesOf((await allInput(process, 'grep', [listed])).content)
  const paths = values.size > 0 ? operands : operands.slice(1)
  const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  const sources = patterns.map((pattern) => (flags.has('F') ? literal(pattern) : expression(pattern, flags.has('E'))))
  const source = sources.length === 0 ? '(?!)' : sources.map((each) => `(?:${each})`).join('|')
  const regex = new RegExp(flags.has('x') ? `^(?:${source})$` : source, flags.has('i') ? 'iu' : 'u')
  if (flags.has('s')) process.reopen(2, nullDevice)
  const found: string[] = []
  let trouble = 0
  for (const path of paths.length === 0 ? ['-'] : paths) {
    const { content, code } = await allInput(process, 'grep', [path])
    trouble = code === 0 ? trouble : 2
    const lines = flags.has('z')
      ? content
          .toString('utf8')
          .split('\0')
          .filter((line) => line !== '')
      : linesOf(content)
    const matching = lines.filter((line) => regex.test(line) !== flags.has('v'))
    if (flags.has('l')) found.push(...(matching.length > 0 ? [path] : []))
    else if (flags.has('o')) found.push(...matching.flatMap((line) => line.match(new RegExp(regex, 'gu')) ?? []))
    else found.push(...matching.map((line) => (paths.length > 1 && !flags.has('h') ? `${path}:${line}` : line)))
  }
  if (flags.has('c')) await process.write(`${found.length}\n`)
  else if (!flags.has('q')) await process.write(found.map((line) => `${line}\n`).join(''))
  return found.length > 0 ? 0 : trouble || 1
}

/** A basic or extended regular expression as this language has them. */
function expression(pattern: string, extended: boolean): string {
  const classes = pattern
    .replaceAll('[[:space:]]', '\\s')
    .replaceAll('[[:digit:]]', '\\d')
    .replaceAll('[:alnum:]', 'A-Za-z0-9')
  if (extended) return classes
  return classes.replace(
    /\\([(){}|+?])|([(){}|+?])/g,
    (_, escaped: string | undefined, bare: string | undefined) => escaped ?? `\\${bare}`,
  )
}

const sort: Applet = async (process, args) => {
  const { flags, operands } = parseOptions(args, 'kt')
  const { content, code } = await allInput(process, 'sort', operands)
  const lines = linesOf(content).sort(
    flags.has('n') ? (a, b) => Number.parseFloat(a) - Number.parseFloat(b) : undefined,
  )
  const ordered = flags.has('r') ? lines.reverse() : lines
  const kept = flags.has('u') ? [...new Set(ordered)] : ordered
  await process.write(kept.map((line) => `${line}\n`).join(''))
  return code
}

const uniq: Applet = async (process, args) => {
  const { flags, operands } = parseOptions(args)
  const { content, code } = await allInput(process, 'uniq', operands)
  const runs: { line: string; count: number }[] = []
  for (const line of linesOf(content)) {
    const last = runs.at(-1)
    if (last?.line === line) last.count += 1
    else runs.push({ line, count: 1 })
  }
  await process.write(runs.map(({ line, count }) => (flags.has('c') ? `${count} ${line}\n` : `${line}\n`)).join(''))
  return code
}

const tr: Applet = async (process, args) => {
  const { flags, operands } = parseOptions(args)
  const [from, to] = operands.map(characters)
  const content = await process.readAll()
  const last = to?.at(-1) ?? 0
  const bytes = [...content].flatMap((byte) => {
    const at = from?.indexOf(byte) ?? -1
    if (at === -1) return [byte]
    return flags.has('d') ? [] : [to?.[at] ?? last]
  })
  await process.write(Buffer.from(bytes))
  return 0
}

/** Bytes of a set of `tr`: ranges and backslashes. */
function characters(set: string): number[] {
  const plain = set.replace(/\\(?:([0-7]{1,3})|(.))/gs, (_, octal: string | undefined, letter: string | undefined) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8))
    return { n: '\n', t: '\t', r: '\r' }[letter ?? ''] ?? letter ?? ''
  })
  const bytes: number[] = []
  for (const [item] of plain.matchAll(/(.)-(.)|./gs)) {
    const [first, last] = [item.charCodeAt(0), item.charCodeAt(item.length - 1)]
    for (let byte = first; byte <= last; byte += 1) bytes.push(byte)
  }
  return bytes
}

const cut: Applet = async (process, args) => {
  const { values, operands } = parseOptions(args, 'dfc')
  const { content, code } = await allInput(process, 'cut', operands)
  const separator = values.get('d') ?? '\t'
  const wanted = (values.get('f') ?? values.get('c') ?? '1').split(',').flatMap((range) => {
    const [from = '1', to = from] = range.split('-')
    return Array.from(
      { length: Number(to || 1000) - Number(from || 1) + 1 },
      (_, index) => Number(from || 1) + index - 1,
    )
  })
  const lines = linesOf(content).map((line) => {
    const fields = values.has('c') ? [...line] : line.split(separator)
    return wanted.flatMap((index) => fields[index] ?? []).join(values.has('c') ? '' : separator)
  })
  await process.write(lines.map((line) => `${line}\n`).join(''))
  return code
}

const sed: Applet = async (process, args) => {
  const { flags, operands } = parseOptions(args)
  const [script = '', ...paths] = operands
  const [, , pattern, text = '', options = ''] =
    /^s(.)((?:\\.|(?!\1).)*)\1((?:\\.|(?!\1).)*)\1([gi]*)$/s.exec(script) ?? []
  const [, line] = /^(\d+)p$/.exec(script) ?? []
  if (pattern === undefined && line === undefined)
    return process.fail(`sed: ${script}: the sed in memory knows s/…/…/ and Np only`)
  const edited = (content: Buffer): string => {
    const lines = linesOf(content)
    if (line !== undefined) return lines.slice(Number(line) - 1, Number(line)).join('\n')
    const regex = new RegExp(expression(pattern ?? '', flags.has('E') || flags.has('r')), `${options}u`)
    return lines.map((each) => each.replace(regex, text.replace(/\\(\d)/g, '$$$1').replaceAll('&', '$&'))).join('\n')
  }
  for (const path of paths.length === 0 ? ['-'] : paths) {
    const { content, code } = await allInput(process, 'sed', [path])
    if (code !== 0) return code
    const result = content.length === 0 ? '' : `${edited(content)}\n`
    if (flags.has('i')) process.machine.files.put(path, result)
    else await process.write(result)
  }
  return 0
}

/** Programs that work on lines of text. */
export const linePrograms: Applets = { grep, sort, uniq, tr, cut, sed }
