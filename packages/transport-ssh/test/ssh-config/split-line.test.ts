import { describe, expect, it } from 'vitest'
import { splitLine, splitWords } from '../../src/ssh-config/split-line.js'

describe('a line', () => {
  it.each<[string, string, string]>([
    ['Port 7', 'port', '7'],
    ['  \tPORT\t7 \t\r', 'port', '7'],
    ['Port=7', 'port', '7'],
    ['Port = 7', 'port', '7'],
    ['Port= 7\f', 'port', '7'],
    ['Port ==7', 'port', '=7'],
    ['"Port" 7', 'port', '7'],
    ['User "a b" # c', 'user', '"a b" # c'],
    ['Port', 'port', ''],
  ])('%j is %s with %j', (line, keyword, text) => {
    expect(splitLine(line)).toEqual({ keyword, text })
  })

  it.each(['', ' \t\r', '# Port 7', '  #"', '\f'])('%j says nothing', (line) => {
    expect(splitLine(line)).toBeUndefined()
  })
})

describe('words', () => {
  it.each<[string, readonly string[] | undefined]>([
    ['', []],
    ['a  b\tc', ['a', 'b', 'c']],
    ['"a b" c', ['a b', 'c']],
    ["'a b' c", ['a b', 'c']],
    [`'a"b' "c'd"`, ['a"b', "c'd"]],
    ['a"b c"d', ['ab cd']],
    ['""', ['']],
    ['a#b', ['a#b']],
    ['a #b', ['a']],
    ['a "# b"', ['a', '# b']],
    ['# a', []],
    [`a # it's "one`, ['a']],
    ['a\\ b', ['a b']],
    ['"a\\ b"', ['a\\ b']],
    [String.raw`a\\b`, ['a\\b']],
    [String.raw`a\nb`, ['a\\nb']],
    [String.raw`it\'s \"one\"`, ["it's", '"one"']],
    ['a\\', ['a\\']],
    ['"a', undefined],
    ["a'b", undefined],
    [String.raw`"a\"`, undefined],
  ])('of %j are %j', (text, words) => {
    expect(splitWords(text)).toEqual(words)
  })
})
