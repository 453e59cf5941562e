import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canBeNamed, longestAnswer, parseLook } from '../../src/files/look-answer.js'

const [one, two, three] = ['7692c3ad3540bb80', '3fc4ccfe745870e2', 'ef2d127de37b942b'].map((start) =>
  start.padEnd(64, '5'),
)

const files = ['a  b/ü', "it's *", 'tab\tt', 'c\\d', 'cr\r', 'e\nf', 'none'].map((path) => ({
  path,
  source: path,
  size: 3,
  mode: 0o644,
  hash: '',
}))

/** As GNU's programs print it, which write a backslash and the ends of lines in another way in lists of hashes. */
const gnu = `${one}  ./a  b/ü
${two}  ./it's *
\\${three}  ./c\\\\d
\\${three}  ./cr\\r
\\${three}  ./e\\nf
${three}  ./tab\tt
mode 644 ./a  b/ü
mode 640 ./it's *
mode 644 ./c\\d
mode 644 ./e
f
mode 2755 ./tab\tt
looked
`

/** As BusyBox's programs print it, which write every name as it is. */
const busybox = `${one}  ./a  b/ü
${two}  ./it's *
${three}  ./c\\d
${three}  ./cr\r
${three}  ./e
f
${three}  ./tab\tt
mode 644 ./a  b/ü
mode 640 ./it's *
mode 644 ./c\\d
mode 644 ./e
f
mode 2755 ./tab\tt
looked
`

describe.each([
  ['GNU', gnu],
  ['BusyBox', busybox],
])('an answer by the programs of %s', (_name, answer) => {
  it('is no longer than an answer about the files can be', () => {
    expect(Buffer.byteLength(answer)).toBeLessThan(longestAnswer({ files, links: [], folders: [] }))
  })

  it('tells of the files that can be named, and of no others', () => {
    const looked = parseLook(answer, { files })
    expect(looked?.hashes).toEqual(
      new Map([
        ['a  b/ü', one],
        ["it's *", two],
        ['tab\tt', three],
      ]),
    )
    expect(looked?.modes).toEqual(
      new Map([
        ['a  b/ü', 0o644],
        ["it's *", 0o640],
        ['tab\tt', 0o2755],
      ]),
    )
  })

  it('is none when it was cut off, wherever', () => {
    for (let length = 0; length < answer.length; length += 1)
      expect(parseLook(answer.slice(0, length), { files })).toBeNull()
  })
})

it('tells of folders, links and parts by their numbers and names', () => {
  const hash = one?.padEnd(64, '0')
  const answer = `folder 3\nfile 12\nthere 13\nlink 7 ../a b -> c\nlink 8 \npart ${hash}.0 1048576\nlooked\n`
  expect(parseLook(answer, { files })).toEqual({
    hashes: new Map(),
    modes: new Map(),
    folders: new Set([3]),
    files: new Set([12]),
    there: new Set([13]),
    links: new Map([
      [7, '../a b -> c'],
      [8, ''],
    ]),
    parts: new Map([[`${hash}.0`, 1_048_576]]),
    tar: false,
  })
})

it('is not mistaken for an answer, whatever it is, without its end', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (garbage) => {
      expect(parseLook(garbage, { files })).toBeNull()
      expect(parseLook(`looked\n${garbage}.`, { files })).toBeNull()
    }),
  )
})

it('says nothing about files that were not asked about, nor of those asked about in words that are not its own', () => {
  const words = fc.constantFrom(`${one}`, '  ./', ' *./', './', 'none', 'mode ', 'mode 644 ./', 'other', ' ', '0', '\r')
  const anyLine = fc.array(words, { maxLength: 6 }).map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.array(anyLine), (lines) => {
      const looked = parseLook([...lines, 'looked', ''].join('\n'), { files })
      const hashed = lines.some((line) => line === `${one}  ./none` || line === `${one} *./none`)
      expect([...(looked?.hashes ?? [])]).toEqual(hashed ? [['none', one]] : [])
      expect([...(looked?.modes.keys() ?? [])]).toEqual(lines.includes('mode 644 ./none') ? ['none'] : [])
    }),
    { numRuns: 500 },
  )
})

it('can name what a line can hold, as all programs write it', () => {
  expect(['a b', "'", '\t', '-', '\u2028'].map(canBeNamed)).toEqual(Array(5).fill(true))
  expect(['a\nb', 'a\rb', 'a\\b'].map(canBeNamed)).toEqual(Array(3).fill(false))
  const odd = { path: 'x\u2028y', source: '', size: 1, mode: 0o644, hash: '' }
  expect(parseLook(`${one}  ./x\u2028y\nlooked\n`, { files: [odd] })?.hashes.get(odd.path)).toBe(one)
})
