import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memoryCluster } from '@berth/memory-cluster'
import { expect, it } from 'vitest'

/** What the real programs of this machine do. */
function really(program: string): { exitCode: number | null; stdout: string } {
  const cwd = mkdtempSync(join(tmpdir(), 'berth-programs-'))
  try {
    const { status, stdout } = spawnSync('sh', ['-c', program], { cwd, encoding: 'utf8' })
    return { exitCode: status, stdout }
  } finally {
    rmSync(cwd, { recursive: true })
  }
}

it.each([
  ['links', 'mkdir d; echo x >d/f; ln -s d/f l; ln -s d m; cat l m/f; readlink l; readlink d/f; echo $?'],
  ['links that are replaced', 'mkdir d e; ln -s d l; ln -sfn e l; readlink l; ln -s x l; echo $?; ls e'],
  [
    'links that are not followed',
    'mkdir d; echo x >d/f; ln -s d l; rm l; cat d/f; ln -s d/f n; mv n o; readlink o; ls',
  ],
  ['links to nothing', 'ln -s no l; test -e l; echo $?; test -L l; echo $?; cat l; echo $?; echo x >l; cat no'],
  ['links in a circle', 'ln -s a b; ln -s b a; test -e a; echo $?; cat a; echo $?; ls'],
  ['a link upwards', 'mkdir d; echo x >f; ln -s ../f d/l; cat d/l; test -L d/l; echo $?; readlink d/l'],
  [
    'a program behind a link',
    'printf "#!/bin/sh\\necho ran $1\\n" >p; chmod 755 p; ln -s p q; ./q; chmod 644 q; ./q; echo $?',
  ],
  [
    'permission bits of links',
    'umask 022; echo x >f; ln -s f l; stat -c "%a %s %n" ./l f; stat -L -c "%a %n" ./l; test -O f; echo $?',
  ],
  ['the umask', 'umask 027; echo x >f; mkdir -p d/e; (umask 077; : >t); stat -c %a f d d/e t; umask'],
  ['a folder that is there already', 'umask 077; mkdir d; umask 022; mkdir -p d; stat -c %a d; mkdir d; echo $?'],
  ['several files into a folder', 'mkdir d; echo a >a; echo b >b; mv -f a b d/; ls d; mv d/a d/b d/c; echo $?; ls d'],
  ['a folder that is none', 'echo a >a; echo b >b; mv a c/; echo $?; mv a b c; echo $?; ls'],
  ['sums of files', 'echo a >a; echo b >"b\\\\c"; sha256sum a b* no; echo $?'],
  ['sums to be checked', 'echo a >a; echo b >b; sha256sum a b >s; sha256sum -c s; echo x >b; sha256sum -c <s; echo $?'],
  ['sums of what is gone', 'echo a >a; sha256sum a >s; rm a; sha256sum -c s; echo $?; echo x | sha256sum -c; echo $?'],
  ['ends', 'printf "one\\ntwo\\nthree" >f; tail -n 2 f; echo; head -n 2 f; head -n 9 f; echo; tail -n 0 f'],
  ['one file that two read', 'printf abcdef >f; exec 3<f; head -c 2 <&3; echo; head -c 3 <&3; echo; cat <&3'],
  ['numbers of bytes', 'printf "one two\\nthree " >f; wc -c <f; wc -c </dev/null'],
  [
    'characters for others',
    'printf "a\\0b\\0" | tr "\\0" "\\n"; printf "a\\0b" | tr "\\000" " "; printf abc | tr bc x',
  ],
  [
    'lines that match',
    'printf "b\\na.b\\nab\\n" >f; grep -xF a.b f; grep a.b f; grep -v "^a" f; grep -q c f; echo $?; grep -l b f /dev/null',
  ],
  [
    'lines that are changed',
    'printf "root:!:1\\nann:!:2\\n" >f; sed "s/^root:!/root:*!/" f; sed -i "s/[a!]n*/x/" f; cat f',
  ],
  ['lines in order', 'printf "b\\na\\nb\\n" >f; sort f; sort -u <f'],
  [
    'formats',
    'printf "<%s>" a "b c"; printf "%%\\t%s\\\\\\n" x; printf "\\101\\n"; printf "%s|%s\\n" a b c; printf "\\n"',
  ],
  [
    'names that nothing has',
    'mktemp f.XXXXXX >n; test -s n; echo $?; d=$(mktemp -d d.XXXXXX); test -d "$d"; echo $?; stat -c %a "$d"',
  ],
  ['words in a loop', 'f() { for w do shift; set -- "$@" "<$w>"; done; echo "$@"; }; f "a b" c; f; f ""'],
])('the small programs know %s', async (_name, program) => {
  const host = await memoryCluster({ hosts: ['a'] }).transport.connect('a')
  const { exitCode, stdout } = await host.exec(['sh', '-c', `mkdir /tmp/work; cd /tmp/work; ${program}`])
  expect({ exitCode, stdout }).toEqual(really(program))
})

it.each([
  ['ls', '-l'],
  ['rm', '-rv', '/tmp'],
  ['sort', '--unique'],
  ['head', '-5'],
  ['sh', '-x', '-c', 'true'],
  ['echo', '-n', 'x'],
  ['dd', 'if=/dev/zero'],
  ['printf', '%d', '3'],
  ['stat', '-c', '%y', '/tmp'],
  ['chmod', '+x', '/tmp'],
  ['date', '+%A'],
  ['sed', 's/a/b/g'],
  ['wc', '-l'],
])('an option that no program of Berth gives is refused by its name: %s %s', async (...argv) => {
  const host = await memoryCluster({ hosts: ['a'] }).transport.connect('a')
  const { exitCode, stdout, stderr } = await host.exec(argv)
  expect([exitCode, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/hosts in memory know/)
})
