import { createHash } from 'node:crypto'
import type { Process } from '../os/process.js'
import { allInput, eachInput, linesOf } from './read-input.js'
import { type SmallProgram, withOptions } from './small-program.js'

const self = 'sha256sum'

/** Sums of files, or with `-c` whether files have the sums of a list. */
export const sha256sum: SmallProgram = withOptions('c', async (process, { flags, operands }) => {
  if (flags.has('c')) return check(process, operands)
  let code = 0
  for (const path of operands.length === 0 ? ['-'] : operands) {
    const hash = await sumOf(process, path)
    const name = path.replace(/\\/g, '\\\\').replace(/\n/g, '\\n')
    if (hash === null) code = 1
    else await process.write(`${name === path ? '' : '\\'}${hash}  ${name}\n`)
  }
  return code
})

async function sumOf(process: Process, path: string): Promise<string | null> {
  const hash = createHash('sha256')
  const failed = await eachInput(process, self, [path], (chunk) => hash.update(chunk))
  return failed === 0 ? hash.digest('hex') : null
}

async function check(process: Process, lists: readonly string[]): Promise<number> {
  const { content, code: unreadable } = await allInput(process, self, lists)
  let code = unreadable
  for (const line of linesOf(content)) {
    const [, escaped = '', expected, name = ''] = /^(\\?)([\da-f]+) [ *](.*)$/.exec(line) ?? []
    if (expected === undefined) return process.fail(`${self}: no checksum line: ${line}`)
    const path = escaped === '' ? name : name.replace(/\\(.)/g, (_, letter) => (letter === 'n' ? '\n' : letter))
    const found = await sumOf(process, path)
    const verdict = found === null ? 'FAILED open or read' : found === expected ? 'OK' : 'FAILED'
    await process.write(`${name}: ${verdict}\n`)
    if (found !== expected) code = 1
  }
  return code
}
