import { memoryCluster } from '@berth/memory-cluster'
import { expect, it } from 'vitest'

const host = memoryCluster({ hosts: ['a'] }).transport.connect('a')

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the braces are the shell's
it.each<[string, string, string]>([
  ['a pipeline that fails in the middle', 'set -o pipefail; false | true; echo $?', '1\n'],
  [
    'errexit, spared in a condition',
    '(set -e; if false; then :; fi; false || echo on; false; echo never); echo $?',
    'on\n1\n',
  ],
  ['a trap on exit', '(trap "echo bye" EXIT; exit 3); echo $?', 'bye\n3\n'],
  ['a here-document with and without expansion', "x=1; cat <<A; cat <<'B'\n$x\nA\n$x\nB", '1\n$x\n'],
  ['splitting by IFS', 'IFS=:; x=a::b; set -- $x; echo $#', '3\n'],
  ['words kept as they are', 'set -- "a b" "" c; for word in "$@"; do printf "<%s>" "$word"; done', '<a b><><c>'],
  ['no word for no arguments', 'set -- ; set -- "$@" a "$@"; echo $# "$*"', '1 a\n'],
  [
    'trimming from both ends',
    'p=/usr/lib/x.tar.gz; echo ${p##*/} ${p%%.*} ${p#/} ${p%.*}',
    'x.tar.gz /usr/lib/x usr/lib/x.tar.gz /usr/lib/x.tar\n',
  ],
  ['defaults', 'unset x; echo ${x:-one} ${x:=two} ${x:+three}', 'one two three\n'],
  ['arithmetic', 'i=3; echo $((i * (2 + 1) % 5)) $((7 / 2 - -i))', '4 6\n'],
  ['case with patterns', 'case foo.sh in *.py) echo py;; f[a-o]*.sh|x) echo sh;; esac', 'sh\n'],
  ['a loop left by two', 'for a in 1 2; do for b in 1 2; do echo $a$b; break 2; done; done', '11\n'],
  ['a function that returns', 'f() { return 7; echo never; }; f; echo $?', '7\n'],
  ['a subshell keeps its changes', 'x=1; (x=2); echo $x', '1\n'],
  ['the order of redirections', '{ echo out; echo err >&2; } 2>&1 >/dev/null', 'err\n'],
  ['a word of bash', '[[ abc == a* && ! -e /nothing ]] && echo yes', 'yes\n'],
  ['waiting for a background job', 'sleep 3600 & wait $!; echo $?', '0\n'],
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the braces are the shell's
])('the shell knows %s', async (_name, program, stdout) => {
  expect((await (await host).exec(program)).stdout).toBe(stdout)
})

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the braces are the shell's
it.each(['((i += 1))', "echo $'a'", 'true &>/dev/null', 'echo ${x/a/b}', 'echo ${x:1:2}', 'echo ${x[0]}', 'cat <<<x'])(
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the braces are the shell's
  'refuses what only bash knows, and would be something else in sh: %s',
  async (program) => {
    const result = await (await host).exec(['bash', '-c', program])
    expect([result.exitCode, result.stdout]).toEqual([2, ''])
    expect(result.stderr).toMatch(/syntax error: (?:.* is not known to the shell in memory|expected a word)/)
  },
)

it.each(['set -x', 'set -o vi', 'read -a words', 'export -p', 'unset -f name', 'test 1 -ef 2', 'echo $((1 << 2))'])(
  'refuses what its builtins do not know: %s',
  async (program) => {
    const result = await (await host).exec(['sh', '-c', `${program}; exit $?`])
    expect([result.exitCode, result.stdout]).toEqual([2, ''])
    expect(result.stderr).not.toBe('')
  },
)

it('says which line it does not understand, and runs nothing', async () => {
  const result = await (await host).exec(['sh', '-c', 'echo one\nif true; done'])
  expect([result.exitCode, result.stdout, result.stderr]).toEqual([
    2,
    '',
    expect.stringContaining('line 2: syntax error'),
  ])
})

it('does not find programs that there are not', async () => {
  const result = await (await host).exec(['rocm-smi'])
  expect([result.exitCode, result.stderr]).toEqual([127, expect.stringContaining('rocm-smi')])
})
