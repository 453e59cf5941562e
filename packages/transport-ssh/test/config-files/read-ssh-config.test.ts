import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { configFilesOf } from '../../src/config-files/config-file.js'
import { readSshConfig } from '../../src/config-files/read-ssh-config.js'
import { applySshConfig } from '../../src/ssh-config/apply-ssh-config.js'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'berth-config-'))
})
afterEach(() => rmSync(home, { recursive: true }))

const write = (name: string, text: string): string => {
  const path = join(home, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}
const read = (files: readonly string[], host: string) =>
  applySshConfig(readSshConfig(configFilesOf(files, home), { user: 'ann', home }), {
    host,
    user: undefined,
    localUser: 'ann',
  })

it('the first file goes before the second, and a missing one has nothing to say', () => {
  const [one, two] = [write('one', 'Host a\n  Port 1\n'), write('two', 'Port 2\nUser u\n')]
  const applied = read([join(home, 'none'), one, two], 'a')
  expect(applied.first('port')?.origin).toBe(`${one}:2`)
  expect(applied.first('user')?.origin).toBe(`${two}:2`)
})

it('included files stand in the place of the line, sorted, relative to ~/.ssh or to home', () => {
  write('.ssh/conf.d/2.conf', 'Port 2\nUser two\n')
  write('.ssh/conf.d/1.conf', 'Port 1\n')
  write('.ssh/conf.d/.hidden.conf', 'Port 3\n')
  write('.ssh/conf.d/other', 'Port 4\n')
  write('.ssh/named', 'HostName named\n')
  const config = write('.ssh/config', 'Include conf.d/*.conf "~/.ssh/named" missing/*\nPort 9\n')
  const applied = read([config], 'a')
  expect(['port', 'user', 'hostname'].map((keyword) => applied.first(keyword)?.words[0])).toEqual(['1', 'two', 'named'])
})

it('an included file includes what stands in ~/.ssh, not what stands beside it', () => {
  write('.ssh/conf.d/outer', 'Include inner\n')
  write('.ssh/conf.d/inner', 'Port 1\n')
  write('.ssh/inner', 'Port 2\n')
  const config = write('.ssh/config', 'Include conf.d/outer\n')
  expect(read([config], 'a').first('port')?.words).toEqual(['2'])
})

it('a folder that a pattern matches says nothing', () => {
  write('.ssh/conf.d/folder/file', 'Port 1\n')
  write('.ssh/conf.d/z', 'Port 2\n')
  const config = write('.ssh/config', 'Include conf.d/*\n')
  expect(read([config], 'a').first('port')?.words).toEqual(['2'])
})

it('tokens and variables in an Include are replaced; a variable that is not set includes nothing', () => {
  write('.ssh/ann', 'Port 2\n')
  const config = write('.ssh/config', 'Include \x24{BERTH_NO_SUCH}/x %d/.ssh/%u\n')
  expect(read([config], 'a').first('port')?.words).toEqual(['2'])
  const ofHosts = write('.ssh/config', 'Include %h.conf\n')
  expect(() => read([ofHosts], 'a')).toThrow(`${ofHosts}:1 has %h, which Berth does not know there`)
})

it('a file of the system that names a home is refused', () => {
  const path = write('system', 'Include ~/x\n')
  const file = { path, folder: home, mayNameHomes: false, isChecked: false }
  expect(() => readSshConfig([file], { user: 'ann', home })).toThrow(`${path}:1 includes ~/x in a file of the system`)
})

it('a home of a user whom nobody knows includes nothing', () => {
  const config = write('.ssh/config', 'Include ~nobody-of-this-name/* ~/.ssh/named\n')
  write('.ssh/named', 'Port 2\n')
  expect(read([config], 'a').first('port')?.words).toEqual(['2'])
})

it('a file that is included, and that others may write, is refused, in whatever section', () => {
  chmodSync(write('.ssh/open', 'Port 1\n'), 0o666)
  const config = write('.ssh/config', 'Host other\n  Include open\n')
  expect(() => read([config], 'a')).toThrow(`${home}/.ssh/open may be written by everybody, so it is not obeyed`)
})

it("the user's own file is refused where others may write it, and a file that the caller names is not", () => {
  const config = write('.ssh/config', 'Port 1\n')
  const other = write('other', 'Port 1\n')
  for (const file of [config, other]) chmodSync(file, 0o666)
  expect(() => read([config], 'a')).toThrow(`${config} may be written by everybody`)
  expect(read([other], 'a').first('port')?.words).toEqual(['1'])
})

it('a file that is included in a section holds only where the section does, its own sections too', () => {
  write('.ssh/inner', 'Host *1\n  Port 1\nHost *\n  Port 2\n')
  const config = write('.ssh/config', 'Host gpu*\n  Include inner\n  User gpu\nHost *\n  User other\n')
  const seen = (host: string) => ['port', 'user'].map((keyword) => read([config], host).first(keyword)?.words[0])
  expect(seen('gpu1')).toEqual(['1', 'gpu'])
  expect(seen('gpu2')).toEqual(['2', 'gpu'])
  expect(seen('cpu1')).toEqual([undefined, 'other'])
})

it('files that include each other come to an end', () => {
  const config = write('.ssh/config', 'Include config\n')
  expect(() => read([config], 'a')).toThrow(`${config}:1 includes files more than 16 deep`)
})

it('what cannot be read is an error, not an empty file', () => {
  mkdirSync(join(home, 'folder'))
  expect(() => read([join(home, 'folder')], 'a')).toThrow('folder cannot be read')
})
