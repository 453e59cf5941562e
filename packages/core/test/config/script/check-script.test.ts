import { describe, expect, it } from 'vitest'
import { checkScript } from '../../../src/config/script/check-script.js'
import { remedyText } from '../../../src/errors/index.js'

const check = (bytes: string | Uint8Array) => checkScript(Buffer.from(bytes), '/lab/setup one.sh')
const problemOf = (bytes: string | Uint8Array) => {
  const checked = check(bytes)
  return checked.is === 'problem' ? checked.problem : null
}

describe('a setup script', () => {
  it.each([
    ['with a byte-order mark', '\ufeff#!/bin/bash\necho one\n'],
    ['with the line ends of Windows on every line', 'set -e\r\necho one\r\n'],
    ['with them on every line but the last, which has none', 'set -e\r\necho one'],
    ['with carriage returns in a line', "printf 'one\rtwo'\necho three\n"],
    ['without a first line for an interpreter', 'echo one\n'],
    ['for sh', '#!/bin/sh\necho one\n'],
    ['for bash with options', '#!/usr/bin/env -S bash -eux\necho one\n'],
  ])('%s is taken', (_, text) => {
    expect(problemOf(text)).toBeNull()
  })

  it('is given with the options of its first line', () => {
    const text = '#!/usr/bin/env -S bash -eux\necho one\n'
    expect(check(text)).toEqual({ is: 'script', text: Buffer.from(text), options: '-eux' })
  })

  it.each([
    ['mixed line ends', 'set -e\necho one\r\necho two\n', 'ends line 2 with a carriage return', "sed -i 's/\\r$//' "],
    ['carriage returns alone', '#!/bin/bash\recho one\r', 'takes it for line 1 and nothing else', "'s/\\r/\\n/g' "],
    ['UTF-16', Buffer.from('\ufeffecho one\n', 'utf16le'), 'is UTF-16 from line 1 on', 'iconv -f UTF-16 '],
    ['NUL bytes', 'echo one\necho \0two\n', 'holds a NUL byte at offset 14, on line 2', 'Name a bash script'],
    ['another program', '#!/usr/bin/env python3\nprint(1)\n', 'names python3 on line 1', "python3 <<'END'"],
    ['another shell', '#!/bin/zsh\necho one\n', 'names /bin/zsh on line 1', "/bin/zsh <<'END'"],
    ['bash with what is not for a script', '#!/bin/bash -i\necho one\n', 'has "-i" on line 1', '"set" in the script'],
    ['a byte-order mark alone', '\ufeff\r\n', 'is empty', 'set setup_script to false'],
  ])('with %s is refused, with its line and what mends it', (_, bytes, reason, remedy) => {
    const problem = problemOf(bytes)
    expect(problem?.reason).toContain(reason)
    expect(remedyText(problem?.remedy ?? '')).toContain(remedy)
  })
})
