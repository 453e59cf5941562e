import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fuzz, isThorough } from '../../../testbed/test/fuzz/fuzz.js'
import { growsEvenly } from '../../../testbed/test/fuzz/growth.js'
import { oddJson, oddText, textOf } from '../../../testbed/test/fuzz/odd-texts.js'
import { ConfigError, loadClusterFile, readEachFile } from '../../src/config/index.js'
import { configEnvironment } from '../../src/config/model/environment.js'
import { parseDocument } from '../../src/config/parse/parse-document.js'
import { parseJson } from '../../src/config/parse/parse-json.js'
import { parseYaml } from '../../src/config/parse/parse-yaml.js'
import { readSource } from '../../src/config/parse/read-source.js'

const json = textOf('{', '}', '[', ']', '"a"', '"a": ', ',', ':', '1', 'null', '// c\n', '/* c */', '"\\ud800"', ' ')
const yaml = textOf(
  'a: ',
  'b:\n  ',
  '- ',
  '&x ',
  '*x',
  '<<: ',
  '{',
  '}',
  '[',
  ']',
  ', ',
  '|\n',
  '>\n',
  '? ',
  '!!set ',
  '---\n',
  '"',
  "'",
  '#',
  '\n',
)

describe('the texts of cluster files', () => {
  it.each([
    ['JSON', parseJson, json],
    ['YAML', parseYaml, yaml],
  ] as const)('are read, or say where they are wrong: %s', (_, parse, texts) => {
    fuzz(fc.oneof(texts, oddText), (text) => {
      const { value, problems, nodePositions } = parse(text)
      const lines = text.split('\n')
      if (value === undefined) expect(problems).not.toEqual([])
      for (const { position, message } of problems) {
        expect(message).not.toBe('')
        expect(position.line).toBeLessThanOrEqual(lines.length)
        expect(position.column).toBeLessThanOrEqual((lines[position.line - 1]?.length ?? 0) + 1)
      }
      if (value !== undefined) expect(nodePositions.get([])).toBeDefined()
    })
  })

  it('mean what was written, whatever the keys are called', () => {
    fuzz(oddJson, fc.constantFrom(0, 2), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      expect(parseJson(text)).toMatchObject({ problems: [] })
      expect(JSON.stringify(parseJson(text).value)).toBe(JSON.stringify(value))
      expect(Object.getPrototypeOf(parseJson('{"__proto__": {"a": 1}}').value)).toBe(Object.prototype)
    })
  })

  it('mean the same as YAML and as JSON, whatever the keys are called', () => {
    // A key of more than 1,024 characters is none in YAML.
    const short = oddJson.filter((value) => !/"[^"]{1000,}":/.test(JSON.stringify(value)))
    fuzz(short, (value) => {
      const text = JSON.stringify(value)
      const { value: read, problems } = parseYaml(text)
      if (problems.length === 0) expect(JSON.stringify(read)).toBe(text)
      else expect(problems.map(({ message }) => message).join()).toMatch(/not valid YAML|given twice/)
    })
  })

  it('are taken for JSON or YAML by name and beginning', () => {
    fuzz(fc.oneof(json, yaml), fc.constantFrom('a.json', 'a.yaml', 'a', 'a.json.yml', ''), (text, file) => {
      expect(() => parseDocument(text, file)).not.toThrow()
    })
  })

  it('may be any bytes', () => {
    fuzz(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const readFile = () => bytes
      onlyConfigError(() => readSource('x', configEnvironment({ readFile })))
      onlyConfigError(() => loadClusterFile('x.json', { readFile }))
      onlyConfigError(() => readEachFile('x.yaml', ['a'], { hosts: [], groups: {} }, { readFile }))
    })
  })
})

describe('texts that are meant to do harm', () => {
  const deep = 100_000
  // Of YAML a level takes far longer.
  const deepYaml = isThorough ? deep : 10_000

  it.each([
    ['lists', 'x.json', '['.repeat(deep)],
    ['lists that end', 'x.json', '['.repeat(deep) + ']'.repeat(deep)],
    ['maps', 'x.json', '{"a":'.repeat(deep)],
    ['lists', 'x.yaml', '['.repeat(deepYaml) + ']'.repeat(deepYaml)],
    ['maps in one line', 'x.yaml', '{a: '.repeat(deepYaml) + '}'.repeat(deepYaml)],
    ['lists in lists', 'x.yaml', `${'- '.repeat(deepYaml)}a`],
  ])('say that they are nested too deep: %s in %s', (_, file, text) => {
    const { value, problems } = parseDocument(text, file)
    expect(value).toBeUndefined()
    expect(problems).toEqual([
      expect.objectContaining({ message: 'is nested more than 200 maps and lists deep; take it out' }),
    ])
  })

  it('may be nested as deep as is said', () => {
    for (const parse of [parseJson, parseYaml]) {
      expect(parse('['.repeat(200) + ']'.repeat(200))).toMatchObject({ problems: [] })
      expect(parse('['.repeat(201) + ']'.repeat(201)).problems).toHaveLength(1)
    }
  })

  it.each([
    ['aliases of aliases', bomb((index) => `a${index}: &a${index} [*a${index - 1}, *a${index - 1}]`)],
    [
      'merge keys in merge keys',
      bomb((index) => `a${index}: &a${index} {<<: [*a${index - 1}, *a${index - 1}], k${index}: 1}`),
    ],
    ['many aliases of much', `a: &a [${'1,'.repeat(5000)}]\nb: [${'*a,'.repeat(5000)}]\n`],
    [
      'many merge keys of much',
      `a: &a {${Array.from({ length: 3000 }, (_, k) => `k${k}: 1`).join()}}\nb: [${'{<<: *a},'.repeat(3000)}]\n`,
    ],
  ])('say that their aliases stand for too much: %s', (_, text) => {
    expect(parseYaml(text).problems).toEqual([
      expect.objectContaining({ message: 'its aliases stand for more than 200000 values; write the values out' }),
    ])
  })

  it.each([
    ['a: *b\n', 'this alias stands for nothing: there is no &b before it'],
    ['a: &a [*a]\n', 'this alias contains itself; write the value out'],
    ['a: &a {<<: *a}\n', 'this alias contains itself; write the value out'],
    ['a: &a {b: &b {c: *a, d: *b}}\n', 'this alias contains itself; write the value out'],
    ['a: {<<: 1}\n', 'this merge key is given something else than maps'],
    ['a: {<<: [{}, 1]}\n', 'this merge key is given something else than maps'],
    ['? [a]\n: 1\n', 'this key is a map or a list; write a text'],
  ])('say what is wrong with %j', (text, message) => {
    const { value, problems } = parseYaml(text)
    expect([value, problems[0]?.message]).toEqual([undefined, message])
  })

  it('end the reading after so many problems', () => {
    for (const text of ['#\n'.repeat(5000), `{${'"a":1,'.repeat(5000)}}`]) {
      expect(parseJson(text).problems).toHaveLength(1001)
    }
    expect(parseYaml(`{${'a: 1,'.repeat(5000)}}`).problems).toHaveLength(1001)
  })
})

describe('large texts take as long as they are', () => {
  const key = (size: number): string => `{"${'k'.repeat(size)}":[${'1,'.repeat(size)}]}`

  it.each<[string, (size: number) => string]>([
    ['a long text', (size) => `{"a":"${'x'.repeat(size)}"}`],
    ['a text of escapes', (size) => `{"a":"${'\\n'.repeat(size)}"}`],
    ['a text without an end', (size) => `{"a":"${'\\n'.repeat(size)}`],
    ['a long list', (size) => `[${'1,'.repeat(size)}]`],
    ['a long list in a long key', key],
    ['many keys', (size) => `{${Array.from({ length: size }, (_, index) => `"${index}":{}`).join()}}`],
    ['much space', (size) => `{${' \n'.repeat(size)}}`],
    ['many comments', (size) => `{${'/**///\n'.repeat(size)}}`],
    ['a comment without an end', (size) => `{${'/*'.repeat(size)}`],
    ['a long word', (size) => `[${'a'.repeat(size)}`],
    ['a long number', (size) => `[${'1'.repeat(size)}]`],
    ['wrong escapes', (size) => `["${'\\x'.repeat(size)}"]`],
  ])('of JSON: %s', (_, make) => {
    growsEvenly(make, (text) => parseJson(text).nodePositions.locate(['a', 3], 'value'))
  })

  it.each<[string, (size: number) => string]>([
    ['a long text', (size) => `a: ${'x'.repeat(size)}\n`],
    ['a text of many lines', (size) => `a: |\n${'  x\n'.repeat(size)}`],
    ['a quoted text without an end', (size) => `a: "${'x\\n'.repeat(size)}`],
    ['a long list', (size) => '- 1\n'.repeat(size)],
    ['a long list in brackets', (size) => `[${'1,'.repeat(size)}]`],
    ['many keys', (size) => Array.from({ length: size }, (_, index) => `k${index}: 1\n`).join('')],
    [
      'many anchors and aliases',
      (size) => Array.from({ length: size }, (_, index) => `a${index}: &a${index} 1\nb${index}: *a${index}\n`).join(''),
    ],
    [
      'many merge keys',
      (size) =>
        `d: &d {a: 1}\n${Array.from({ length: Math.min(size, 50_000) }, (_, index) => `h${index}: {<<: *d}\n`).join('')}`,
    ],
    ['many comments', (size) => `a: 1\n${'# x\n'.repeat(size)}`],
    ['many mistakes', (size) => 'a: b: c\n'.repeat(size)],
  ])('of YAML: %s', (_, make) => {
    growsEvenly(make, (text) => parseYaml(text).nodePositions.locate(['a', 3], 'value'), { from: 100, most: 10_000 })
  })
})

/** Lines of which each stands for twice the one before it. */
function bomb(line: (index: number) => string): string {
  return ['a0: &a0 {x: 1}', ...Array.from({ length: 60 }, (_, index) => line(index + 1)), ''].join('\n')
}

function onlyConfigError(work: () => unknown): void {
  try {
    work()
  } catch (error) {
    if (!ConfigError.isInstance(error)) throw error
    expect(error.problems).not.toEqual([])
  }
}
