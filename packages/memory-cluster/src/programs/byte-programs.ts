import { openFile } from '../os/open-path.js'
import type { Process } from '../os/process.js'
import { sha256sum } from './checksum.js'
import { allInput, eachInput } from './read-input.js'
import { type SmallPrograms, withOptions, withWords } from './small-program.js'

const cat = withOptions('', (process, { operands }) =>
  eachInput(process, 'cat', operands, (chunk) => process.write(chunk)),
)

/** The first bytes, of which no more are taken than are printed, or the first lines. */
const head = withOptions('c:n:', async (process, { values, operands }) => {
  const bytes = values.get('c')
  if (bytes !== undefined) return headBytes(process, Number(bytes), operands)
  const { content, code } = await allInput(process, 'head', operands)
  await process.write(joined(linesOfBytes(content).slice(0, Number(values.get('n') ?? 10))))
  return code
})

async function headBytes(process: Process, count: number, [path = '-']: readonly string[]): Promise<number> {
  if (path !== '-') process.reopen(0, openFile(process, path, 'read', 0))
  for (let left = count; left > 0; ) {
    const chunk = await process.read(0, Math.min(left, 65_536))
    if (chunk === null) return 0
    left -= chunk.length
    await process.write(chunk)
  }
  return 0
}

const tail = withOptions('n:', async (process, { values, operands }) => {
  const { content, code } = await allInput(process, 'tail', operands)
  const lines = linesOfBytes(content)
  await process.write(joined(lines.slice(Math.max(lines.length - Number(values.get('n') ?? 10), 0))))
  return code
})

/** Lines with their ends, a character for each byte. */
function linesOfBytes(content: Buffer): string[] {
  return content.toString('latin1').match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function joined(lines: readonly string[]): Buffer {
  return Buffer.from(lines.join(''), 'latin1')
}

/** How many bytes there are. */
const wc = withOptions('c', async (process, { flags, operands }) => {
  if (!flags.has('c')) return process.fail('wc: hosts in memory know wc -c only', 2)
  const { content, code } = await allInput(process, 'wc', operands)
  await process.write(`${[content.length, ...operands].join(' ')}\n`)
  return code
})

/** From standard input to standard output, by `bs`, `count` and `skip`. */
const dd = withWords(async (process, args) => {
  const unknown = args.find((word) => !/^(bs|count|skip)=\d+$/.test(word))
  if (unknown !== undefined) return process.fail(`dd: ${unknown}: hosts in memory know bs=, count= and skip= only`, 2)
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
})

/** Programs that read bytes and pass on, count or sum them up. */
export const bytePrograms: SmallPrograms = { cat, head, tail, wc, dd, sha256sum }
