import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { programs } from '../../../src/command/programs.generated.js'
import { everyShell } from './every-shell.js'

/** What an adapter's program does with the functions, and how it ends: `$2` is the file, `$3` who reads it. */
const program = `
eval "$1"
open_login "$2" "$3" || { printf '%s\\n' "$said"; exit 7; }
printf '%s\\n' "$login"
ls -ld "$login" | cut -c 1-10
printf '[%s]' "$password"`

everyShell(programs, ['image/login'], ({ name, container }) => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'berth-login-test-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const open = (file: string, end = '', path = process.env.PATH ?? '') =>
    container.exec(['sh', '-c', `${program}\n${end}`, 'berth-test', programs['image/login'], file, 'plain'], {
      env: { HOME: folder, PATH: path },
    })

  test.each([
    ['its end', ''],
    ['a failure', 'exit 3'],
    ['a signal', 'kill -TERM $$; sleep 10'],
    ['a reader that is gone', 'kill -PIPE $$; sleep 10'],
  ])('the folder is the user’s alone, and gone after %s', async (_, end) => {
    writeFileSync(join(folder, 'token'), 'p$(w)ä \\n\r\n')
    const { stdout } = await open('~/token', end)
    const [login = '', mode, password] = stdout.split('\n')
    expect([mode, password]).toEqual(['drwx------', '[p$(w)ä \\n]'])
    expect(login).toMatch(/^\/dev\/shm\/berth-login-\d+-\d+-\d+$/)
    expect(existsSync(login)).toBe(false)
  })

  test('what a program that was killed has left goes at the next login; nothing else does', async () => {
    writeFileSync(join(folder, 'token'), 'p\n')
    const killed = await open('~/token', 'kill -KILL $$; sleep 10')
    const [left = ''] = killed.stdout.split('\n')
    const other = `/dev/shm/berth-login-1-1-${process.pid}`
    symlinkSync(folder, other)
    try {
      expect(await open('~/token')).toMatchObject({ exitCode: 0 })
      expect([existsSync(left), existsSync(other), existsSync(folder)]).toEqual([false, true, true])
    } finally {
      rmSync(other)
    }
  })

  // Only root can make what is another user's, and only root could remove it.
  test.runIf(process.geteuid?.() === 0)('what another user has put there under such a name stays', async () => {
    writeFileSync(join(folder, 'token'), 'p\n')
    const [, namespace = ''] = /\[(\d+)\]/.exec(readlinkSync('/proc/self/ns/pid')) ?? []
    const theirs = `/dev/shm/berth-login-${namespace}-999999999-${process.pid}`
    mkdirSync(theirs)
    onTestFinished(() => rmSync(theirs, { recursive: true }))
    chownSync(theirs, 54_322, 54_322)
    expect(await open('~/token')).toMatchObject({ exitCode: 0 })
    expect(existsSync(theirs)).toBe(true)
  })

  test('a folder of its name that another program has made stays, and another place is taken', async () => {
    writeFileSync(join(folder, 'token'), 'p\n')
    const own = 'theirs=/dev/shm/berth-login-$(who_runs "$$"); mkdir "$theirs"; echo other >"$theirs/password"'
    const text = program.replace('open_login', () => `${own}\nforget_logins() { :; }\nopen_login`)
    const { stdout } = await container.exec(
      ['sh', '-c', text, 'berth-test', programs['image/login'], join(folder, 'token'), 'plain'],
      { env: { HOME: folder, PATH: process.env.PATH ?? '', TMPDIR: folder } },
    )
    const [login = ''] = stdout.split('\n')
    expect(login.startsWith(`${folder}/berth-login-`)).toBe(true)
    const theirs = join('/dev/shm', basename(login))
    onTestFinished(() => rmSync(theirs, { recursive: true, force: true }))
    expect([readFileSync(join(theirs, 'password'), 'utf8'), existsSync(login)]).toEqual(['other\n', false])
  })

  // busybox has a readlink of its own, whatever the PATH says.
  test.skipIf(name === 'busybox')('makes no folder where /proc tells nothing of its process', async () => {
    writeFileSync(join(folder, 'token'), 'p\n')
    writeFileSync(join(folder, 'readlink'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    const { exitCode, stdout } = await open('~/token', '', `${folder}:${process.env.PATH}`)
    expect([exitCode, stdout]).toEqual([7, '/proc tells nothing of this process, after which the folder is called\n'])
  })

  // busybox has a cat of its own, whatever the PATH says.
  test.skipIf(name === 'busybox')('says nothing of a password that could be read in part', async () => {
    writeFileSync(join(folder, 'token'), 'secret\n')
    const cat = '#!/bin/sh\n/bin/cat "$@"\necho "cat: Input/output error" >&2\nexit 1\n'
    writeFileSync(join(folder, 'cat'), cat, { mode: 0o755 })
    const { exitCode, stdout } = await open('~/token', '', `${folder}:${process.env.PATH}`)
    expect([exitCode, stdout]).toEqual([7, 'cat: Input/output error\n'])
  })

  test.each([
    ['~/none', /No such file/],
    ['~', /[Ii]s a directory|No such file/],
  ])('says why there is no password in %s', async (file, why) => {
    expect(await open(file)).toMatchObject({ exitCode: 7, stdout: expect.stringMatching(why) })
  })
})
