import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BerthError } from 'berth-cluster'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ResultStream, resultSink, writeWhole } from '../../../src/cli/output/result-sink.js'
import { unprinted } from '../../../src/cli/output/unprinted-results.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'berth-sink-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Prints to a file that is open for this. */
function printTo(path: string, flags: string, ...texts: readonly string[]): BerthError[] {
  const errors: BerthError[] = []
  const fd = openSync(path, flags)
  try {
    const stream: ResultStream = { fd, writableNeedDrain: false, write: () => false, on: () => undefined }
    const sink = resultSink(stream, (cause) => errors.push(unprinted(cause)))
    for (const text of texts) sink.write(text)
  } finally {
    closeSync(fd)
  }
  return errors
}

describe('resultSink', () => {
  it('prints to a file', () => {
    const path = join(folder, 'out')
    expect(printTo(path, 'w', 'one ', 'zwölf\n')).toEqual([])
    expect(readFileSync(path, 'utf8')).toBe('one zwölf\n')
  })

  it('tells once of what a file does not take', () => {
    const path = join(folder, 'read-only')
    writeFileSync(path, '')
    expect(printTo(path, 'r', 'one', 'two')).toMatchObject([
      { code: 'BERTH_FILE_FAILED', operation: 'print the results', message: expect.stringContaining('EBADF') },
    ])
  })

  it('leaves pipes and terminals to themselves, and tells of their errors but for a reader that went away', () => {
    const socket = new Socket()
    const errors: BerthError[] = []
    expect(resultSink(Object.assign(socket, { fd: 1 }), (cause) => errors.push(unprinted(cause)))).toBe(socket)
    socket.emit('error', Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    expect(errors).toEqual([])
    socket.emit('error', Object.assign(new Error('write EIO'), { code: 'EIO' }))
    expect(errors).toMatchObject([{ operation: 'print the results', message: expect.stringContaining('EIO') }])
  })
})

it('writeWhole goes on after the part that was taken', () => {
  const pieces: string[] = []
  writeWhole(Buffer.from('abcdefgh'), (bytes) => {
    const taken = bytes.subarray(0, 3)
    pieces.push(Buffer.from(taken).toString())
    return taken.length
  })
  expect(pieces).toEqual(['abc', 'def', 'gh'])
})
