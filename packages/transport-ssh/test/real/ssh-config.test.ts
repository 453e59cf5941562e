import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSshConfig } from '../../src/ssh-config/read-ssh-config.js'
import { routeTo } from '../../src/target/route.js'

const program = '/usr/bin/ssh'

const name = fc.constantFrom('a', 'b', 'ab', 'a.lab', 'b.lab')
const pattern = fc.constantFrom('a', 'b', '*', 'a*', '*.lab', '?', '??', '!a', '!b.lab', 'ab')
const setting = fc.oneof(
  fc.constantFrom('a.lab', 'b.lab', '%h.lab', 'x').map((value) => `HostName ${value}`),
  fc.constantFrom('1', '2', '3').map((value) => `pORT ${value}`),
  fc.constantFrom('u', 'v').map((value) => `User=${value}`),
  fc.constantFrom('/k/one', '/k/two', '"/k/th ree"').map((value) => `IdentityFile ${value}`),
  fc.constantFrom('yes', 'no').map((value) => `IdentitiesOnly ${value}`),
  fc.constantFrom('yes', 'no', 'accept-new').map((value) => `StrictHostKeyChecking ${value}`),
  fc.constantFrom('Lab', 'key').map((value) => `HostKeyAlias ${value}`),
  fc.constantFrom('7', '1m30').map((value) => `ConnectTimeout ${value}`),
  fc.constantFrom('# a comment', '', '\t'),
)
const criterion = fc.oneof(
  fc.constantFrom('all', 'final all', 'canonical all'),
  fc
    .tuple(fc.constantFrom('host', '!host', 'originalhost', 'user', '!user', 'localuser'), pattern)
    .map((words) => words.join(' ')),
  fc.tuple(pattern, pattern).map(([one, other]) => `host ${one},${other} user u`),
)
const section = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.array(pattern, { minLength: 1, maxLength: 3 }).map((patterns) => `Host ${patterns.join(' ')}`),
  },
  { weight: 1, arbitrary: criterion.map((criteria) => `Match ${criteria}`) },
)
const lines = (maxLength: number) =>
  fc.array(setting, { maxLength }).map((settings) => settings.map((one) => `  ${one}\n`).join(''))
const config = fc
  .tuple(lines(2), fc.array(fc.tuple(section, lines(4)), { maxLength: 5 }))
  .map(([before, sections]) => before + sections.map(([head, body]) => `${head}\n${body}`).join(''))

describe.runIf(existsSync(program) || process.env.CI === 'true')('an SSH configuration', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'berth-oracle-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  /** The settings that ssh itself makes of a configuration. */
  const asSsh = (file: string, host: string): object => {
    const output = execFileSync(program, ['-G', '-F', file, host], { encoding: 'utf8' })
    const all = (keyword: string): string[] =>
      output.split('\n').flatMap((line) => (line.startsWith(`${keyword} `) ? [line.slice(keyword.length + 1)] : []))
    const files = all('identityfile')
    return {
      address: all('hostname')[0],
      port: Number(all('port')[0]),
      username: all('user')[0],
      files: files.some((path) => path.startsWith('~/.ssh/id_')) ? 'defaults' : files,
      onlyFiles: all('identitiesonly')[0] === 'yes',
      alias: all('hostkeyalias')[0]?.toLowerCase(),
      timeout: all('connecttimeout').map((seconds) => (seconds === 'none' ? 10_000 : Number(seconds) * 1000))[0],
    }
  }

  const asBerth = (file: string, host: string): object => {
    const { target } = routeTo(host, {
      options: {},
      nodes: readSshConfig([file], homedir()),
      localUser: userInfo().username,
      home: homedir(),
      agent: undefined,
      remark: () => undefined,
    })
    const { address, port, username, identities, hostKeyName, connectTimeout } = target
    return {
      address,
      port,
      username,
      files: identities.files.some(({ named }) => !named) ? 'defaults' : identities.files.map(({ path }) => path),
      onlyFiles: identities.onlyFiles,
      alias: /^(?:lab|key)$/.test(hostKeyName) ? hostKeyName : undefined,
      timeout: connectTimeout,
    }
  }

  it('says the same as it says to ssh', () => {
    const file = join(folder, 'config')
    fc.assert(
      fc.property(config, name, (text, host) => {
        writeFileSync(file, text)
        expect(asBerth(file, host)).toEqual(asSsh(file, host))
      }),
      { numRuns: 120 },
    )
  }, 30_000)
})
