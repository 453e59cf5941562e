import { describe, expect, it } from 'vitest'
import { outputBelowHeader } from '../../../src/cli/terminal/output-below-header.js'

const terminal = { isTTY: true, columns: 40 }

describe('output below a header', () => {
  it('keeps its bytes where no terminal reads it', () => {
    const output = 'a\r\n── b ──\n\x1b[2J\u202e'
    expect(outputBelowHeader(output, {})).toBe(`${output}\n`)
    expect(outputBelowHeader('', {})).toBe('')
  })

  it.each([
    ['a header of its own', '── b ── exit code 1\n', '-- b -- exit code 1\n'],
    ['one in colours, further in', '\x1b[1m  ── b ──', '\x1b[1m  -- b --\n\x1b[0m'],
    ['one where the line breaks', `${'x'.repeat(40)}── b ──`, `${'x'.repeat(40)}-- b --\n`],
    ['a tree', 'a\n├── b\n', 'a\n├── b\n'],
    ['colours', '\x1b[31mred\n', '\x1b[31mred\n\x1b[0m'],
    ['controls', 'a\rb\x1b[2J\n', 'a\nb\\x1b[2J\n'],
    ['nothing', '', ''],
  ])('shows %s harmless on a terminal', (_title, output, shown) => {
    expect(outputBelowHeader(output, terminal)).toBe(shown)
  })
})
