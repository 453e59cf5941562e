import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect } from 'vitest'
import { testWith } from '../../../../testbed/test/tiers/test-with.js'
import { type ConfigCase, configCase } from './arbitrary-config.js'
import { asBerth } from './as-berth.js'
import { asSsh } from './as-ssh.js'

const it = testWith('ssh')

/** By hand: more runs, or those of another seed, as a failure names it. */
const { BERTH_TEST_RUNS: runs = '500', BERTH_TEST_SEED: seed = '20261127' } = process.env

/** Milliseconds after which the comparison hangs, however many runs and however loaded the machine. */
const hung = 3_600_000

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'berth-oracle-'))
})
afterEach(() => rmSync(home, { recursive: true }))

const write = (files: ConfigCase['files']): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(home, dirname(path)), { recursive: true })
    writeFileSync(join(home, path), text, { mode: 0o644 })
  }
}

describe('an SSH configuration', () => {
  it(
    'says the same as it says to ssh',
    () => {
      let compared = 0
      fc.assert(
        fc.property(configCase, ({ files, host }) => {
          write(files)
          const ssh = asSsh(home, host)
          // What ssh refuses whole says something nevertheless, where it can be read; what ssh takes is never refused.
          if (typeof ssh === 'string') return
          compared += 1
          expect(asBerth(home, host)).toEqual(ssh)
        }),
        { numRuns: Number(runs), seed: Number(seed) },
      )
      expect(compared).toBeGreaterThan(Number(runs) / 2)
    },
    hung,
  )

  it.each<[string, string, ConfigCase['files']]>([
    ['Match !final', 'a', { '.ssh/config': 'Match !final host a\n  Port 7\nMatch final host a\n  User u\n' }],
    ['Match !canonical', 'a', { '.ssh/config': 'Match !canonical host a\n  Port 7\n' }],
    ['a backslash at the end', 'a', { '.ssh/config': 'Host b\n  ControlPath /tmp/x\\\nHost a\n  Port 7\n' }],
    ['a quote in a comment', 'a', { '.ssh/config': 'Port 7 # that\'s it\n# "\n' }],
    ['a # in a word', 'a', { '.ssh/config': 'IdentityFile /k/a#b\nUser u#v\n' }],
    ['single quotes', 'a', { '.ssh/config': "IdentityFile '/k/a b'\nUser 'u'\n" }],
    ['escapes', 'a', { '.ssh/config': 'IdentityFile /k/a\\ b\\\\c\\"d\\n\nUser "u\\ v"\n' }],
    ['capitals in Match host', 'GPU1', { '.ssh/config': 'Match host gpu1\n  Port 7\nMatch host GPU1\n  User u\n' }],
    ['capitals in Host', 'GPU1', { '.ssh/config': 'Host gpu1\n  Port 7\nHost GPU1\n  User u\n' }],
    ['a name with a per cent sign', 'a', { '.ssh/config': 'HostName 100%%h\n' }],
    [
      'an included file that includes',
      'a',
      {
        '.ssh/config': 'Include conf.d/outer\n',
        '.ssh/conf.d/outer': 'Include inner\n',
        '.ssh/conf.d/inner': 'Port 1\n',
        '.ssh/inner': 'Port 2\nStrictHostKeyChecking yes\n',
      },
    ],
    [
      'a set of characters in an Include',
      'a',
      { '.ssh/config': 'Include conf.d/[0-9]*\n', '.ssh/conf.d/10-lab': 'Port 7\n', '.ssh/conf.d/lab': 'User u\n' },
    ],
    [
      'a folder that an Include matches',
      'a',
      { '.ssh/config': 'Include conf.d/*\n', '.ssh/conf.d/old/x': 'Port 1\n', '.ssh/conf.d/z': 'Port 2\n' },
    ],
    ['the home of another user', 'a', { '.ssh/config': 'IdentityFile ~daemon/k\n' }],
    ['the name of a service', 'a', { '.ssh/config': 'Port ssh\n' }],
    ['ProxyJump none before ProxyCommand', 'a', { '.ssh/config': 'ProxyJump none\nProxyCommand nc %h %p\n' }],
    ['ProxyCommand none before ProxyJump', 'a', { '.ssh/config': 'ProxyCommand none\nProxyJump b\n' }],
    ['a time of none', 'a', { '.ssh/config': 'ConnectTimeout none\nConnectTimeout 7\n' }],
    [
      'a final pass from a section of others',
      'a',
      {
        '.ssh/config': 'Host b\n  Include inner\nHost a.lab\n  User late\nHost a\n  HostName a.lab\n',
        '.ssh/inner': 'Match final\n',
      },
    ],
    [
      'methods',
      'a',
      {
        '.ssh/config':
          'PasswordAuthentication no\nPubkeyAuthentication no\nPreferredAuthentications publickey,password,keyboard-interactive\n',
      },
    ],
  ])('with %s says the same', (_title, host, files) => {
    write(files)
    const ssh = asSsh(home, host)
    expect(ssh).toBeTypeOf('object')
    expect(asBerth(home, host)).toEqual(ssh)
  })

  it.each<[string, string, RegExp]>([
    ['an open quote in Host', 'Host "a\n', /closed/],
    ['an open quote in what applies', "User it's\n", /closed/],
    ['a Host line with a blank that is none', 'Host\u00a0b\n  Port 7\n', /line 1 has the keyword "host/],
    ['a word too many', 'Port 1 2\n', /one value/],
    ['no value', 'Port\n', /no value/],
    ['an empty value', 'User ""\n', /no value/],
    ['a wrong word', 'StrictHostKeyChecking strict\n', /"strict"/],
    ['no port', 'Port 65536\n', /no port/],
    ['no time', 'ConnectTimeout soon\n', /no length of time/],
    ['half a criterion', 'Match host\n  Port 7\n', /without a value/],
    ['all among others', 'Match all host a\n  Port 7\n', /all among/],
    ['a circle', 'Include config\n', /16 deep/],
    ['what others may write', 'Include ~/.ssh/open\n', /written by everybody/],
  ])('with %s is refused by both', (_title, text, reason) => {
    write({ '.ssh/config': text, '.ssh/open': 'Port 7\n' })
    chmodSync(join(home, '.ssh/open'), 0o666)
    expect(asSsh(home, 'a')).toMatch(/configuration|permissions/)
    expect(asBerth(home, 'a')).toMatch(reason)
  })
})
