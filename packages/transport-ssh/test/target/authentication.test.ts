import { expect, it } from 'vitest'
import { applySshConfig } from '../../src/ssh-config/apply-ssh-config.js'
import { parseSshConfig } from '../../src/ssh-config/parse-ssh-config.js'
import { authenticationOf } from '../../src/target/authentication.js'

const of = (text: string) =>
  authenticationOf(
    applySshConfig(
      parseSshConfig(text, 'c', () => []),
      { host: 'a', user: undefined, localUser: 'ann' },
    ),
  )

it.each<[string, readonly string[], readonly string[]]>([
  ['', ['publickey', 'password', 'keyboard-interactive'], []],
  ['PasswordAuthentication no', ['publickey', 'keyboard-interactive'], ['c:1 has "PasswordAuthentication no"']],
  ['PasswordAuthentication yes\nPasswordAuthentication no', ['publickey', 'password', 'keyboard-interactive'], []],
  ['DSAAuthentication false', ['password', 'keyboard-interactive'], ['c:1 has "PubkeyAuthentication no"']],
  ['PubkeyAuthentication host-bound', ['publickey', 'password', 'keyboard-interactive'], []],
  ['ChallengeResponseAuthentication no', ['publickey', 'password'], ['c:1 has "KbdInteractiveAuthentication no"']],
  [
    'PreferredAuthentications keyboard-interactive,publickey,password',
    ['keyboard-interactive', 'publickey', 'password'],
    [],
  ],
  [
    'PreferredAuthentications gssapi-with-mic,publickey,publickey',
    ['publickey'],
    ['c:1 has "PreferredAuthentications gssapi-with-mic,publickey,publickey"'],
  ],
  [
    'PreferredAuthentications password\nPasswordAuthentication no',
    [],
    ['c:2 has "PasswordAuthentication no"', 'c:1 has "PreferredAuthentications password"'],
  ],
  ['BatchMode yes', ['publickey', 'password', 'keyboard-interactive'], []],
])('%j leaves %j', (text, methods, notes) => {
  expect(of(text)).toEqual({ methods, notes })
})
