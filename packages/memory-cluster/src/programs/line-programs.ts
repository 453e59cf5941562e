import { absolutePath } from '../os/files/path.js'
import { nullDevice } from '../os/streams/open-file.js'
import { allInput, linesOf } from './read-input.js'
import { type SmallPrograms, withOptions } from './small-program.js'

const grep = withOptions('EFe:f:lqsvxz', async (process, { flags, values, operands }) => {
  const listed = values.get('f')
  const given = values.get('e') ?? (listed === undefined ? operands[0] : undefined)
  const patterns = listed === undefined ? [given ?? ''] : linesOf((await allInput(process, 'grep', [listed])).content)
  const paths = values.size > 0 ? operands : operands.slice(1)
  const sources = patterns.map(flags.has('F') ? literal : flags.has('E') ? (pattern) => pattern : expression)
  const source = sources.length === 0 ? '(?!)' : sources.map((each) => `(?:${each})`).join('|')
  const regex = new RegExp(flags.has('x') ? `^(?:${source})$` : source, 'u')
  if (flags.has('s')) process.reopen(2, nullDevice)
  const found: string[] = []
  let trouble = 0
  for (const path of paths.length === 0 ? ['-'] : paths) {
    const { content, code } = await allInput(process, 'grep', [path])
    trouble = code === 0 ? trouble : 2
    const lines = flags.has('z') ? content.toString('utf8').split('\0').filter(Boolean) : linesOf(content)
    const matching = lines.filter((line) => regex.test(line) !== flags.has('v'))
    if (flags.has('l')) found.push(...(matching.length > 0 ? [path] : []))
    else found.push(...matching.map((line) => (paths.length > 1 ? `${path}:${line}` : line)))
  }
  if (!flags.has('q')) await process.write(found.map((line) => `${line}\n`).join(''))
  return found.length > 0 ? 0 : trouble || 1
})

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/** A basic regular expression as this language has them. */
function expression(pattern: string): string {
  return pattern
    .replaceAll('[[:space:]]', '\\s')
    .replace(
      /\\([(){}|+?])|([(){}|+?])/g,
      (_, escaped: string | undefined, bare: string | undefined) => escaped ?? `\\${bare}`,
    )
}

const sort = withOptions('u', async (process, { flags, operands }) => {
  const { content, code } = await allInput(process, 'sort', operands)
  const lines = linesOf(content).sort()
  const kept = flags.has('u') ? [...new Set(lines)] : lines
  await process.write(kept.map((line) => `${line}\n`).join(''))
  return code
})

/** `tr SET SET`: each character of the one as that of the other, or its last. */
const tr = withOptions('', async (process, { operands }) => {
  const [from = [], to = []] = operands.map(characters)
  const content = await process.readAll()
  const changed = content.map((byte) => {
    const at = from.indexOf(byte)
    return at === -1 ? byte : (to[at] ?? to.at(-1) ?? byte)
  })
  await process.write(changed)
  return 0
})

/** Bytes of a set of `tr`: characters, and backslashes before an octal number or a letter. */
function characters(set: string): number[] {
  const plain = set.replace(/\\(?:([0-7]{1,3})|(.))/gs, (_, octal: string | undefined, letter: string | undefined) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8))
    return { n: '\n', t: '\t', r: '\r' }[letter ?? ''] ?? letter ?? ''
  })
  return [...Buffer.from(plain, 'latin1')]
}

/** `sed s/PATTERN/TEXT/`, on standard output or, with `-i`, in the file. */
const sed = withOptions('i', async (process, { flags, operands }) => {
  const [script = '', ...paths] = operands
  const [, pattern, text = ''] = /^s\/((?:\\.|[^/\\])*)\/([^/\\&]*)\/$/s.exec(script) ?? []
  if (pattern === undefined) return process.fail(`sed: ${script}: hosts in memory know s/PATTERN/TEXT/ only`, 2)
  const regex = new RegExp(expression(pattern), 'u')
  for (const path of paths.length === 0 ? ['-'] : paths) {
    const { content, code } = await allInput(process, 'sed', [path])
    if (code !== 0) return code
    const result = linesOf(content).map((line) => `${line.replace(regex, () => text)}\n`)
    if (flags.has('i')) process.machine.files.put(absolutePath(process.cwd, path), result.join(''))
    else await process.write(result.join(''))
  }
  return 0
})

/** Programs that work on lines of text, and on their characters. */
export const linePrograms: SmallPrograms = { grep, sort, tr, sed }
