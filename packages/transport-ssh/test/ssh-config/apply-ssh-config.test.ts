import { describe, expect, it } from 'vitest'
import { applySshConfig } from '../../src/ssh-config/apply-ssh-config.js'
import { parseSshConfig } from '../../src/ssh-config/parse-ssh-config.js'

const apply = (text: string, host: string, user?: string) =>
  applySshConfig(
    parseSshConfig(text, 'c', () => []),
    { host, user, localUser: 'ann' },
  )
const portOf = (text: string, host: string, user?: string): string | undefined =>
  apply(text, host, user).first('port')?.words[0]

describe('a section', () => {
  it.each<[string, string, boolean]>([
    ['Host gpu1', 'gpu1', true],
    ['Host gpu1', 'gpu2', false],
    ['Host gpu1 gpu2', 'gpu2', true],
    ['Host gpu*', 'gpu17', true],
    ['Host gpu?', 'gpu17', false],
    ['Host gpu?', 'gpu', false],
    ['Host gpu??', 'gpu17', true],
    ['Host gpu* !gpu17', 'gpu17', false],
    ['Host !gpu17', 'gpu1', false],
    ['Host "gpu1"', 'gpu1', true],
    ['host=gpu1', 'gpu1', true],
    ['Host gpu1 # not gpu2', 'gpu2', false],
    ['Match all', 'gpu1', true],
    ['Match host gpu1,gpu2', 'gpu2', true],
    ['Match host gpu*,!gpu2', 'gpu2', false],
    ['Match !host gpu1', 'gpu2', true],
    ['Match !host gpu1', 'gpu1', false],
    ['Match originalhost gpu1 user ann', 'gpu1', true],
    ['Match user bob', 'gpu1', false],
    ['Match localuser ann', 'gpu1', true],
    ['Match canonical', 'gpu1', false],
    ['Match !canonical', 'gpu1', true],
    ['Match !final', 'gpu1', true],
    ['Match !final host gpu1', 'gpu1', true],
    ['Match host GPU1', 'gpu1', true],
    ['Match originalhost gpu1', 'GPU1', true],
    ['Match user ANN', 'gpu1', false],
    ['Match host=gpu1', 'gpu1', true],
    ['Match !host=gpu1', 'gpu1', false],
    ['Match !all', 'gpu1', false],
    ['Match host gpu2 all', 'gpu1', false],
    ['Match all # not all', 'gpu1', true],
    ["Host 'gpu1'", 'gpu1', true],
    ['Host GPU1', 'gpu1', false],
  ])('%s for %s: %s', (section, host, applies) => {
    expect(portOf(`${section}\n  Port 7\n`, host)).toBe(applies ? '7' : undefined)
  })

  it('ends where the next one begins', () => {
    const text = 'Port 1\nHost a\n  User u\nHost b\n  User v\n'
    expect(apply(text, 'b').first('user')?.words).toEqual(['v'])
    expect(portOf(text, 'b')).toBe('1')
  })

  it('matches the names that earlier lines have given', () => {
    const text = 'Host a\n  hostname %h.lab\n  uSER bob\nMatch host a.lab user bob\n  Port 7\n'
    expect(portOf(text, 'a')).toBe('7')
    expect(portOf(text, 'b')).toBeUndefined()
    expect(portOf(text, 'a', 'carl')).toBeUndefined()
  })

  it('with "final" is looked at once more, when the name is known', () => {
    const text =
      'Match final host a.lab\n  Port 7\nHost a.lab\n  User late\nHost a\n  HostName a.lab\n  IdentityFile k\n'
    const applied = apply(text, 'a')
    expect(applied.first('port')?.words).toEqual(['7'])
    expect(applied.first('user')?.words).toEqual(['late'])
    expect(applied.all('identityfile').map(({ words }) => words)).toEqual([['k']])
    expect(apply('Host a.lab\n  User late\nHost a\n  HostName a.lab\n', 'a').first('user')).toBeUndefined()
  })
})

describe('a value', () => {
  it('counts where it comes first, but for key files, which add up', () => {
    const text = 'Host a\n  Port 1\n  IdentityFile one\nHost *\n  Port 2\n  IdentityFile "the other"\n'
    const applied = apply(text, 'a')
    expect(applied.first('port')).toEqual({
      kind: 'directive',
      keyword: 'port',
      words: ['1'],
      text: '1',
      origin: 'c:2',
    })
    expect(applied.all('identityfile').flatMap(({ words }) => words)).toEqual(['one', 'the other'])
  })

  it('has the line that it stands in, blank lines and comments counted', () => {
    const text = '# one\r\n\r\n\r\nHost a\r\n\r\n   # five\r\n\tPort 7\r\n'
    expect(apply(text, 'a').first('port')?.origin).toBe('c:7')
    expect(apply('\n\nPort 7', 'a').first('port')?.origin).toBe('c:3')
  })
})

describe('a final pass', () => {
  const late = 'Host a.lab\n  User late\nHost a\n  HostName A.Lab\n'
  const userOf = (text: string): string | undefined => apply(text, 'a').first('user')?.words[0]

  it.each(['Match final', 'Match host nobody final', 'Host nobody\n  Include final\n'])('is made for %j', (head) => {
    const nodes = parseSshConfig(`${head}\n${late}`, 'c', () => parseSshConfig('Match final\n', 'd', () => []))
    const applied = applySshConfig(nodes, { host: 'a', user: undefined, localUser: 'ann' })
    expect(applied.first('user')?.words).toEqual(['late'])
  })

  it.each(['Match !final', 'Match canonical', 'Host final'])('is not made for %j', (head) => {
    expect(userOf(`${head}\n${late}`)).toBeUndefined()
  })
})

describe('a line that cannot be read', () => {
  it.each<[string, string]>([
    ['User "ann', 'c:1: user has a quote that is never closed'],
    ["Port 7 '", 'c:1: port has a quote that is never closed'],
    ['User', 'c:1: user has no value'],
    ['User ""', 'c:1: user has no value'],
    ['User # ann', 'c:1: user has no value'],
  ])('%j is an error where it is asked for', (line, message) => {
    const keyword = line.startsWith('User') ? 'user' : 'port'
    expect(() => apply(line, 'a').first(keyword)).toThrow(message)
    expect(apply(`${line}\nHostName b`, 'a').first('hostname')?.words).toEqual(['b'])
    expect(apply(`Host b\n  ${line}`, 'a').first(keyword)).toBeUndefined()
  })

  it.each<[string, string]>([
    ['Host', 'line 1 has a keyword without a value'],
    ['Host ""', 'line 1 has a keyword without a value'],
    ["Match user 'ann", 'line 1 has a quote that is never closed'],
    ['Include "conf.d/*', 'line 1 has a quote that is never closed'],
    ['Match host', 'c:1 has a Match line with host without a value'],
    ['Match host ""', 'c:1 has a Match line with host without a value'],
    ['Match host=', 'c:1 has a Match line with host= without a value'],
    ['Match all host a', 'c:1 has a Match line with all among other criteria'],
    ['Match host a final all', 'c:1 has a Match line with all among other criteria'],
  ])('%j is an error for all hosts, since nobody knows whom it is about', (line, message) => {
    expect(() => apply(line, 'a')).toThrow(message)
  })
})

describe('what is not evaluated', () => {
  it.each(['exec "touch /tmp/berth-was-here"', 'tagged lab', 'tagged ""', 'localnetwork 10.0.0.0/8', 'invented x'])(
    'Match %s is left out, and named for the hosts that it may be about',
    (criterion) => {
      const text = `Match host a ${criterion}\n  Port 7\nHost *\n  Port 8\n`
      const applied = apply(text, 'a')
      expect(applied.first('port')?.words).toEqual(['8'])
      expect(applied.remarks).toEqual([
        `c:1: Match ${criterion.split(' ')[0]} is not evaluated, so its section is left out`,
      ])
      expect(apply(text, 'b').remarks).toEqual([])
      expect(apply(`Match ${criterion} host a\n  Port 7\n`, 'b').remarks).toEqual([])
    },
  )
})

it('a text that is no ssh_config is refused by its name', () => {
  expect(() => apply('Host "a\n', 'a')).toThrow('c cannot be read as an ssh_config')
})
