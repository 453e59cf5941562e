import { expect, it } from 'vitest'
import { findProgramWrites } from '../../../src/security/writes/find-program-writes.js'

it.each<[string, string, readonly string[]]>([
  ['a redirection', 'echo one >"$file" 2>/dev/null', ['>"$file"']],
  ['one that adds', 'cat >>"$file"', ['>>"$file"']],
  ['one of errors', 'run 2>"$log"', ['>"$log"']],
  ['one without quotes', 'run >file; run', ['>file']],
  ['each text once', 'a >f\nb >f', ['>f']],
  ['a command', '[ -d "$folder" ] || mkdir -p "$folder" 2>&1', ['mkdir -p "$folder"']],
  ['a command after a variable', 'FIXED=0 enroot import --output "$file"', ['enroot import --output "$file"']],
  ['a command in a substitution', 'file=$(mktemp -d)', ['mktemp -d']],
  ['a command in a case', 'case $x in *) cp a b ;; esac', ['cp a b']],
  ['a function of Berth’s', 'write_down "$1/lease" "$2"', ['write_down "$1/lease" "$2"']],
  ['no stream', 'echo one >&2; exec 3>&1 4>&-', []],
  ['no device, and nothing of a process', 'x >/dev/null; echo 1 >/proc/self/timerslack_ns', []],
  ['no comparison', 'if ((size >= longest || a > b)); then :; fi', []],
  ['no word of a list', 'for tool in cat ln mkdir tee; do :; done', []],
  ['no comment', '# mkdir "$x" >"$y"', []],
  ['no definition', 'hold() { :; }', []],
  ['no key that is read', 'ssh-keygen -y -f "$key"', []],
])('finds %s', (_, text, writes) => {
  expect(findProgramWrites(text)).toEqual(writes)
})
