import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { HostLines } from '../../../src/cli/output/host-lines.js'

function sinks(): { stdout: { write(text: string): void }; stderr: { write(text: string): void }; written: string[] } {
  const written: string[] = []
  return {
    written,
    stdout: { write: (text) => void written.push(`out ${text}`) },
    stderr: { write: (text) => void written.push(`err ${text}`) },
  }
}

describe('lines of many hosts', () => {
  it('are printed whole, each after its host, on the stream they came from', () => {
    const { written, ...streams } = sinks()
    const lines = new HostLines(streams, ['a', 'bcd'])
    lines.add('a', 'stdout', Buffer.from('one\ntw'))
    lines.add('bcd', 'stderr', Buffer.from('other\n\n'))
    lines.add('a', 'stdout', Buffer.from('o\nü').subarray(0, -1))
    lines.add('a', 'stdout', Buffer.from('ü').subarray(1))
    expect(written).toEqual(['out a   │ one\n', 'err bcd │ other\nbcd │ \n', 'out a   │ two\n'])
    lines.flush()
    lines.flush()
    expect(written.slice(3)).toEqual(['out a   │ ü\n'])
  })

  it('are broken where they have no end', () => {
    const { written, ...streams } = sinks()
    const lines = new HostLines(streams, ['a'])
    for (let piece = 0; piece < 40; piece += 1) lines.add('a', 'stdout', Buffer.alloc(65_536, 'x'))
    lines.flush()
    const whole = 'x'.repeat(17 * 65_536)
    expect(written).toEqual([`out a │ ${whole}\n`, `out a │ ${whole}\n`, `out a │ ${'x'.repeat(6 * 65_536)}\n`])
  })

  it.each(['drain', 'close'] as const)('hold their hosts back until the reader says %s', async (event) => {
    const stdout = Object.assign(new EventEmitter(), { writableNeedDrain: true, write: () => false })
    const lines = new HostLines({ stdout, stderr: { write: () => true } }, ['a', 'b'])
    let taken = 0
    const adding = ['a', 'b'].map(async (host) => {
      await lines.add(host, 'stdout', Buffer.from('x\n'))
      taken += 1
    })
    expect(lines.add('a', 'stderr', Buffer.from('x\n'))).toBeUndefined()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(taken).toBe(0)
    stdout.writableNeedDrain = false
    stdout.emit(event)
    await Promise.all(adding)
    expect(lines.add('a', 'stdout', Buffer.from('x\n'))).toBeUndefined()
  })
})
