import { expect, test } from 'vitest'
import { withoutComments } from '../../src/programs/without-comments.js'

test.each<[string, string, string]>([
  ['comments and blank lines go', '#!/bin/sh\n# one\n\n  # two\necho\n\n\n', 'echo'],
  ['the comment at the end of a line stays', "echo # it's\n# gone", "echo # it's"],
  ['single quotes keep theirs', "x='a\n\n# b \\'\n# gone\n", "x='a\n\n# b \\'"],
  ['double quotes keep theirs', 'x="a\n\n# \\" b\n"\n# gone\n', 'x="a\n\n# \\" b\n"'],
  ['quotes in other quotes are text', `echo "it's" '"'\n# gone\n`, `echo "it's" '"'`],
  ['an escaped quote is text', "echo it\\'s\n# gone\n", "echo it\\'s"],
  ['a number of words is no comment', "echo $# 'a\n\n'", "echo $# 'a\n\n'"],
  ['a length is no comment', `echo "\${#x}" \${#x}\n# gone\n`, `echo "\${#x}" \${#x}`],
  ['a here-document keeps its', 'cat <<END\n\n# a "\nEND\n# gone\n', 'cat <<END\n\n# a "\nEND'],
  ['a quoted delimiter ends it too', "cat <<'END' >file\n# it's\nEND\n# gone\n", "cat <<'END' >file\n# it's\nEND"],
  ['a delimiter may stand behind tabs', 'cat <<-END\n\t# a\n\tEND\n# gone\n', 'cat <<-END\n\t# a\n\tEND'],
  ['two of them follow each other', 'cat <<A - <<B\n# a\nA\n# b\nB\n# gone\n', 'cat <<A - <<B\n# a\nA\n# b\nB'],
])('%s', (_, text, travels) => {
  expect(withoutComments(text)).toBe(travels)
})

test.each(["echo 'a\n", 'echo "a\n', 'cat <<END\na\n'])('%j is refused: it ends too soon', (text) => {
  expect(() => withoutComments(text)).toThrow('ends within')
})
