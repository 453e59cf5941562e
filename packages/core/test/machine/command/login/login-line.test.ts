import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testWith } from '../../../../../testbed/test/tiers/test-with.js'
import { loginLine } from '../../../../src/command/login/login-line.js'

/** What the login shells of hosts are, each as it runs a command line. */
const shells = {
  bash: ['bash', '-c'],
  dash: ['dash', '-c'],
  fish: ['fish', '-c'],
  tcsh: ['tcsh', '-c'],
  zsh: ['zsh', '-c'],
  busybox: ['busybox', 'ash', '-c'],
} as const

/** Options by which some shells read a line otherwise. */
const moods: Readonly<Record<keyof typeof shells, readonly string[]>> = {
  bash: ['', 'shopt -s extglob nullglob; set -f -H; '],
  dash: ['', 'set -f -u; '],
  fish: [''],
  tcsh: ['', 'set backslash_quote echo_style=both nonomatch; ', 'set histchars="%^"; '],
  zsh: ['', 'setopt rcquotes extendedglob banghist magicequalsubst; ', 'setopt shwordsplit; '],
  busybox: [''],
}

describe.each(Object.keys(shells) as (keyof typeof shells)[])('a login line through %s', (shell) => {
  const it = testWith(shell)

  function run(argv: readonly string[], mood = '', exported = {}, locale = 'C.UTF-8') {
    const [program, ...options] = [...shells[shell], mood + loginLine(argv, exported)]
    const env = { ...process.env, LC_ALL: locale }
    const { error, ...seen } = spawnSync(program, options, { encoding: 'utf8', timeout: 60_000, env })
    if (error !== undefined) throw error
    return { stdout: seen.stdout, stderr: seen.stderr, status: seen.status, signal: seen.signal }
  }

  const read = (words: readonly string[], mood?: string, locale?: string): string[] => {
    const { stdout, stderr } = run(['printf', '%s\\0', ...words], mood, {}, locale)
    expect(stderr).toBe('')
    return stdout.split('\0').slice(0, -1)
  }

  const ascii = Array.from({ length: 127 }, (_, index) => String.fromCharCode(index + 1))
  const special = [
    '',
    'true\ntouch RAN\ntrue',
    '\n\n',
    'a!b!!c!$d',
    '^a^b^',
    '%self',
    '%s%d%%',
    '~root',
    '{a,b}',
    '$(id)`id`',
    "'\\''",
    '\\\\',
    "\\'",
    '\\n\\041\\c',
    '=ls',
    '-e',
    'ü€😀\u00a0\uf600\uffff',
    'x'.repeat(30_000),
  ]

  it.each(moods[shell])('has each ASCII character alone, doubled, between letters, after a backslash: %j', (mood) => {
    const words = ascii.flatMap((character) => [character, character.repeat(2), `a${character}b`, `\\${character}`])
    expect(read(words, mood)).toEqual(words)
  })

  it.each(moods[shell])('has what is special to one shell: %j', (mood) => {
    expect(read(special, mood)).toEqual(special)
  })

  it.each(['C', 'C.UTF-8'])('has any characters, in the locale %s', (locale) => {
    const character = fc.integer({ min: 1, max: 0x10ffff }).filter((code) => code < 0xd800 || code > 0xdfff)
    const word = fc
      .array(fc.oneof(fc.integer({ min: 1, max: 127 }), fc.constantFrom(10, 33, 39, 92, 96), character), {
        maxLength: 10,
      })
      .map((codes) => String.fromCodePoint(...codes))
    fc.assert(
      fc.property(fc.array(word, { minLength: 300, maxLength: 300 }), (words) => {
        expect(read(words, '', locale)).toEqual(words)
      }),
      { numRuns: 3 },
    )
  })

  it('is all printable ASCII, in which no shell finds the end of a line or a history', () => {
    expect(loginLine(['sh', '-c', ascii.join(''), 'name', ...special])).toMatch(/^[ -~]*$/)
    expect(loginLine(special.slice(1))).not.toContain('!')
  })

  it('makes a program of sh with its name and words, and what it exports', () => {
    const program = 'echo "$0|$#|$1|$2|$TEXT"\nfor word; do echo "$word"; done; exit 7'
    const seen = run(['sh', '-c', program, 'berth-name', "it's", '!'], '', { TEXT: "a\n!'b" })
    expect(seen).toEqual({ stdout: "berth-name|2|it's|!|a\n!'b\nit's\n!\n", stderr: '', status: 7, signal: null })
    expect(run(['sh', '-c', 'echo $#', 'n']).stdout).toBe('0\n')
    expect(run(['sh', '-c', 'echo "$0"', 'a name'], '').stdout).toBe('a name\n')
    expect(run(['sh', '-c', 'echo "$0"; echo $TEXT']).stdout).toBe('sh\n\n')
  })

  it('leaves nothing between the command and its signal', () => {
    expect(run(['sh', '-c', 'kill -KILL $$', 'sh'])).toMatchObject({ signal: 'SIGKILL' })
    expect(run(['env', 'sh', '-c', 'kill -KILL $$'])).toMatchObject({ signal: 'SIGKILL' })
  })

  it('is taken up to the length that the kernel takes', () => {
    const ending = (word: string): readonly string[] => [
      'sh',
      '-c',
      'printf %s "$1" | tr -d x; echo',
      'name',
      `${word}end`,
    ]
    const longest = 'x'.repeat(131_071 - loginLine(ending('')).length)
    expect(loginLine(ending(longest))).toHaveLength(131_071)
    expect(run(ending(longest))).toMatchObject({ stdout: 'end\n', stderr: '', status: 0 })
  })
})

it('refuses a line that the kernel would refuse, and takes the longest', () => {
  const fixed = loginLine(['true', 'x']).length - 1
  expect(loginLine(['true', 'x'.repeat(131_071 - fixed)])).toHaveLength(131_071)
  expect(() => loginLine(['true', 'x'.repeat(131_072 - fixed)])).toThrow('131072')
})

it('refuses what no command is', () => {
  for (const argv of [[], ['a\0b'], ['sh', '-c', 'a\0b', 'n'], ['sh', '-c', 'true', 'n', '\ud800']]) {
    expect(() => loginLine(argv)).toThrow(TypeError)
  }
  expect(() => loginLine(['true'], { A: 'a\0b' })).toThrow(TypeError)
})
