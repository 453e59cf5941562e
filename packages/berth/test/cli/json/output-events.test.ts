import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OutputEvents } from '../../../src/cli/json/output-events.js'
import type { OutputText } from '../../../src/cli/json/output-text.js'

interface Line {
  readonly host: string
  readonly stream: string
  readonly output: OutputText
}

function collecting(): { readonly events: OutputEvents; readonly lines: () => Line[] } {
  let printed = ''
  const events = new OutputEvents({ write: (text) => (printed += text) })
  return {
    events,
    lines: () =>
      printed
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line)),
  }
}

const bytesOf = (output: OutputText): Buffer =>
  typeof output === 'string' ? Buffer.from(output) : Buffer.from(output.base64, 'base64')

describe('lines of JSON', () => {
  it('hold whole lines, each host and stream for itself', () => {
    const { events, lines } = collecting()
    events.add('a', 'stdout', Buffer.from('one\ntw'))
    events.add('b', 'stdout', Buffer.from('other\n'))
    events.add('a', 'stderr', Buffer.from('trouble'))
    events.add('a', 'stdout', Buffer.from('o\n'))
    events.flush()
    expect(lines()).toEqual([
      { event: 'output', host: 'a', stream: 'stdout', output: 'one\n' },
      { event: 'output', host: 'b', stream: 'stdout', output: 'other\n' },
      { event: 'output', host: 'a', stream: 'stdout', output: 'two\n' },
      { event: 'output', host: 'a', stream: 'stderr', output: 'trouble' },
    ])
  })

  it('make all that was printed, byte for byte, however it came', () => {
    const chunks = fc.array(
      fc.oneof(
        fc.uint8Array(),
        fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
      ),
    )
    fc.assert(
      fc.property(chunks, (pieces) => {
        const { events, lines } = collecting()
        for (const piece of pieces) events.add('a', 'stdout', piece)
        events.flush()
        expect(Buffer.concat(lines().map(({ output }) => bytesOf(output)))).toEqual(Buffer.concat(pieces))
      }),
    )
  })

  it('are text where only a character was cut, in a line that is too long to be waited for', () => {
    const { events, lines } = collecting()
    const text = 'ü'.repeat(40_000)
    const bytes = Buffer.from(text)
    events.add('a', 'stdout', bytes.subarray(0, 70_001))
    events.add('a', 'stdout', bytes.subarray(70_001))
    events.flush()
    expect(lines()).toHaveLength(2)
    expect(
      lines()
        .map(({ output }) => output)
        .join(''),
    ).toBe(text)
  })

  it('hold a host back while their reader is slow, and let it go when the reader has gone', async () => {
    const listeners = new Map<string, () => void>()
    const events = new OutputEvents({
      write: () => false,
      writableNeedDrain: true,
      on: (event, listener) => listeners.set(event, listener),
    })
    for (const event of ['drain', 'close']) {
      const held = events.add('a', 'stdout', Buffer.from('x\n'))
      expect(held).toBeInstanceOf(Promise)
      listeners.get(event)?.()
      await held
    }
  })
})
