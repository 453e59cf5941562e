import { spawnSync } from 'node:child_process'
import { hostname, userInfo } from 'node:os'
import { homeOf } from '../../../src/ssh-config/databases/password-database.js'
import { parseJumpHosts } from '../../../src/target/jump-hosts.js'
import type { ConfigAnswer } from './config-answer.js'

/** What ssh itself makes of a configuration; a text where it refuses it. */
export function asSsh(home: string, host: string): ConfigAnswer | string {
  const { status, stdout, stderr } = spawnSync('ssh', ['-G', '-F', `${home}/.ssh/config`, host], {
    encoding: 'utf8',
    env: { ...process.env, HOME: home },
  })
  if (status !== 0) return stderr
  return answerOf(stdout, home, host)
}

function answerOf(output: string, home: string, host: string): ConfigAnswer {
  const all = (keyword: string): readonly string[] =>
    output.split('\n').flatMap((line) => (line.startsWith(`${keyword} `) ? [line.slice(keyword.length + 1)] : []))
  const first = (keyword: string): string => all(keyword)[0] ?? ''
  const isOn = (keyword: string): boolean => !/^(?:no|false)$/.test(first(keyword))
  const alias = first('hostkeyalias').toLowerCase()
  // Where ssh replaces `~` before it prints, it asks the password database, not HOME.
  const { homedir, username } = userInfo()
  const values: Readonly<Record<string, string>> = {
    d: home,
    h: first('hostname'),
    i: String(process.getuid?.()),
    k: alias || host,
    L: hostname().replace(/\..*/, ''),
    l: hostname(),
    n: host,
    p: first('port'),
    r: first('user'),
    u: username,
    '%': '%',
  }
  const expand = (path: string): string =>
    path
      .replace(new RegExp(`^${homedir}(?=/)`), home)
      .replace(/^~([^/]*)/, (_, user: string) => (user === '' ? home : (homeOf(user) ?? `~${user}`)))
      .replace(/%(.)/g, (token, letter: string) => values[letter] ?? token)
  const files = (keyword: string): readonly string[] =>
    first(keyword)
      .split(' ')
      .filter((path) => path !== 'none')
      .map(expand)
  const identities = all('identityfile')
  const agent = first('identityagent')
  const preferred = first('preferredauthentications') || 'publickey,password,keyboard-interactive'
  const off = [
    ...(isOn('pubkeyauthentication') ? [] : ['publickey']),
    ...(isOn('passwordauthentication') ? [] : ['password']),
    ...(isOn('kbdinteractiveauthentication') ? [] : ['keyboard-interactive']),
  ]
  const policies: Readonly<Record<string, string>> = {
    true: 'strict',
    yes: 'strict',
    false: 'off',
    no: 'off',
    off: 'off',
  }
  const seconds = (keyword: string, standard: number): number =>
    /^[1-9]\d*$/.test(first(keyword)) ? Number(first(keyword)) * 1000 : standard
  const jump = first('proxyjump')
  return {
    address: first('hostname'),
    port: Number(first('port')),
    user: first('user'),
    alias: alias || undefined,
    policy: policies[first('stricthostkeychecking')] ?? 'accept-new',
    knownHosts: [
      first('userknownhostsfile') === 'none' ? ['/dev/null'] : files('userknownhostsfile'),
      files('globalknownhostsfile'),
    ]
      .flat()
      .join(' '),
    hashed: isOn('hashknownhosts'),
    identities: identities.some((path) => path.startsWith('~/.ssh/id_'))
      ? 'defaults'
      : identities.map(expand).join(' '),
    onlyFiles: isOn('identitiesonly'),
    agent: agent === '' || agent === 'SSH_AUTH_SOCK' ? 'environment' : agent === 'none' ? undefined : expand(agent),
    connectTimeout: seconds('connecttimeout', 10_000),
    aliveInterval: seconds('serveraliveinterval', 15_000),
    aliveCountMax: Number(first('serveralivecountmax')),
    methods: preferred
      .split(',')
      .filter((method) => /^(?:publickey|password|keyboard-interactive)$/.test(method) && !off.includes(method)),
    command: all('proxycommand')[0],
    jumps: jump === '' || jump === 'none' ? [] : parseJumpHosts(jump, 'ssh'),
  }
}
