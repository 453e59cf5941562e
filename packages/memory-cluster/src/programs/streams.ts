import { openFile } from '../os/open-path.js'
import type { Applet, Applets } from './applet.js'
import { checksum } from './checksum.js'
import { allInput, eachInput, linesOf } from './input.js'
import { parseOptions } from './options.js'

const cat: Applet = (process, args) =>
  eachInput(process, 'cat', parseOptions(args).operands, (chunk) => process.write(chunk))

const head: Applet = async (process, args) => {
  const { values, operands } = parseOptions(
    args.map((word) => word.replace(/^-(\d+)$/, '-n$1')),
    'nc',
  )
  const bytes = values.get('c')
  if (bytes !== undefined) return headBytes(process, Number(bytes), operands)
  let left = Number(values.get('n') ?? 10)
  let code = 0
  for (const path of operands.length === 0 ? ['-'] : operands) {
    const { content, code: failed } = await allInput(process, 'head', [path])
    code = failed || code
    const lines = content
      .toString('latin1')
      .split(/(?<=\n)/)
      .slice(0, left)
    await process.write(Buffer.from(lines.join(''), 'latin1'))
    left = operands.length > 1 ? left : 0
  }
  return code
}

async function headBytes(process: Parameters<Applet>[0], count: number, [path]: readonly string[]): Promise<number> {
  if (path !== undefined && path !== '-') process.reopen(0, openFile(process, path, 'read', 0))
  for (let left = count; left > 0; ) {
    const chunk = await process.read(0, Math.min(left, 65_536))
    if (chunk === null) return 0
    left -= chunk.length
    await process.write(chunk)
  }
  return 0
}

const tail: Applet = async (process, args) => {
  const { values, operands } = parseOptions(
    args.map((word) => word.replace(/^-(\d+)$/, '-n$1')),
    'nc',
  )
  const { content, code } = await allInput(process, 'tail', operands)
  const bytes = values.get('c')
  const asked = bytes ?? values.get('n') ?? '10'
  const count = Number(asked.replace(/^[-+]/, ''))
  // With a plus it is where to begin, from 1; else how many there are to be at the end.
  const from = (length: number): number => Math.max(asked.startsWith('+') ? count - 1 : length - count, 0)
  const lines = content.toString('latin1').split(/(?<=\n)/)
  await process.write(
    bytes === undefined
      ? Buffer.from(lines.slice(from(lines.length)).join(''), 'latin1')
      : content.subarray(from(content.length)),
  )
  return code
}

const wc: Applet = async (process, args) => {
  const { flags, operands } = parseOptions(args)
  const { content, code } = await allInput(process, 'wc', operands)
  const text = (): string => content.toString('latin1')
  const counts: readonly (readonly [string, () => number])[] = [
    ['l', () => text().split('\n').length - 1],
    ['w', () => text().match(/\S+/g)?.length ?? 0],
    ['c', () => content.length],
  ]
  const wanted = counts.filter(([flag]) => flags.size === 0 || flags.has(flag)).map(([, count]) => count())
  await process.write(`${[...wanted, ...operands].join(' ')}\n`)
  return code
}

const tee: Applet = async (process, args) => {
  const { content } = await allInput(process, 'tee', [])
  for (const path of args) openFile(process, path, 'write', 0o666 & ~process.umask).tryWrite(content)
  await process.write(content)
  return 0
}

/** From standard input to standard output, by `bs`, `count` and `skip`. */
const dd: Applet = async (process, args) => {
  const given = new Map(args.map((word) => word.split('=', 2) as [string, string]))
  const number = (name: string, standard: number): number => Number(given.get(name) ?? standard)
  const size = number('bs', 512)
  for (let left = size * number('skip', 0); left > 0; ) {
    const skipped = await process.read(0, Math.min(left, 65_536))
    if (skipped === null) break
    left -= skipped.length
  }
  const blocks = { whole: 0, partial: 0 }
  for (let left = number('count', Number.POSITIVE_INFINITY); left > 0; left -= 1) {
    const chunk = await process.read(0, size)
    if (chunk === null) break
    blocks[chunk.length === size ? 'whole' : 'partial'] += 1
    await process.write(chunk)
  }
  const records = `${blocks.whole}+${blocks.partial} records`
  await process.write(`${records} in\n${records} out\n`, 2)
  return 0
}

const base64: Applet = async (process, args) => {
  const { flags, values, operands } = parseOptions(args, 'w')
  const { content, code } = await allInput(process, 'base64', operands)
  if (flags.has('d') || flags.has('decode')) await process.write(Buffer.from(content.toString('latin1'), 'base64'))
  else {
    const width = Number(values.get('w') ?? 76) || Number.MAX_SAFE_INTEGER
    const lines = linesOf(
      Buffer.from(content.toString('base64').replace(new RegExp(`.{${Math.min(width, 65_535)}}`, 'g'), '$&\n')),
    )
    await process.write(
      values.get('w') === '0' ? content.toString('base64') : lines.map((line) => `${line}\n`).join(''),
    )
  }
  return code
}

/** Programs that read bytes and pass on, count or sum them up. */
export const streamPrograms: Applets = {
  cat,
  head,
  tail,
  wc,
  tee,
  base64,
  dd,
  sha256sum: checksum('sha256'),
  md5sum: checksum('md5'),
}
