import { describe, expect, it } from 'vitest'
import { HostLines } from '../../src/cli/host-lines.js'

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
})
