import { expect, test } from 'vitest'
import { expandIncludes } from '../../src/programs/expand-includes.js'

const reader =
  (files: Readonly<Record<string, string>>) =>
  (file: string): string => {
    const text = files[file]
    if (text === undefined) throw new Error(`there is no ${file}`)
    return text
  }

test('each file is there once, at the first line that includes it, with what it includes itself', () => {
  const read = reader({
    'room/one.sh': 'first\n. ./functions/two.sh\n(\n  . ./functions/three.sh\n)\nlast\n',
    'functions/two.sh': '. ./functions/three.sh\ntwo\n',
    'functions/three.sh': 'three\n',
  })
  expect(expandIncludes('room/one.sh', read)).toBe('first\nthree\ntwo\n(\n)\nlast\n')
})

test('files of another package are named from the folder of the programs', () => {
  const read = reader({
    'one.sh': '. ../../core/programs/functions/two.sh\n',
    '../../core/programs/functions/two.sh': 'two\n',
  })
  expect(expandIncludes('one.sh', read)).toBe('two\n')
})

test('what only looks like it is left alone', () => {
  const text = "echo '. ./two.sh'\n. /etc/profile\n. ./two.sh || exit\n"
  expect(expandIncludes('one.sh', reader({ 'one.sh': text }))).toBe(text)
})

test('a circle is refused', () => {
  const read = reader({ 'one.sh': '. ./two.sh\n', 'two.sh': '. ./one.sh\n' })
  expect(() => expandIncludes('one.sh', read)).toThrow('one.sh includes two.sh includes one.sh')
})
