import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testWith } from '../../../../testbed/test/tiers/test-with.js'
import { announced, attended } from '../../../src/command/announce.js'
import { asArgv } from '../../../src/command/as-argv.js'
import { goLine } from '../../../src/command/environment/go-line.js'
import { loginLine } from '../../../src/command/login/login-line.js'
import { programs } from '../../../src/command/programs.generated.js'
import { environmentValue } from '../../../src/config/resolve/environment-value.js'
import type { Command, CommandEnvironment } from '../../../src/contract/index.js'
import { everyShell } from '../program/every-shell.js'

const announcement = 'berth-1'
/** What a program prints: the announcement, all up to the line that tells of the end, the exit code. */
const told = new RegExp(`^\\nberth-1 \\d+\\n(.*?)(?:${String.fromCharCode(0x1e)}berth-1 exit (\\d+)\\n)?$`, 's')

interface Given {
  readonly env?: CommandEnvironment
  readonly variables?: Readonly<Record<string, string>>
  /** What the command would inherit. */
  readonly inherited?: Readonly<Record<string, string>>
}

/** What a program that announces a command printed after the announcement, and its exit code. */
function runs(words: readonly string[], { env, inherited = {} }: Given) {
  const [first = '', ...rest] = words
  const input = env === undefined ? '' : goLine(env)
  const { PATH = '' } = process.env
  const seen = spawnSync(first, rest, {
    input,
    encoding: 'utf8',
    timeout: 60_000,
    env: { PATH, SHLVL: '2', LC_ALL: 'C.UTF-8', ...inherited },
  })
  const [, stdout = '', exit = ''] = told.exec(seen.stdout) ?? []
  return { stdout, code: Number(exit || seen.status) }
}

/** The variables that a command would have of what it inherits and of the texts of a cluster file, by bash itself. */
function byBash(texts: Readonly<Record<string, string>>, inherited: Readonly<Record<string, string>>): string[] {
  const exports = Object.entries(texts).map(([name, text]) => {
    const value = environmentValue(name, text)
    if (typeof value === 'string') return `export ${name}=${inQuotes(value)}`
    const { prepend, append } = value
    const before = prepend === undefined ? '' : `${inQuotes(prepend)}:`
    return `export ${name}=${before}"$${name}"${append === undefined ? '' : `:${inQuotes(append)}`}`
  })
  const show = `/usr/bin/printenv -0 ${Object.keys(texts).join(' ')}`
  const { PATH = '' } = process.env
  const { stdout, stderr } = spawnSync('/bin/bash', ['-c', `${exports.join('\n')}\n${show}`], {
    encoding: 'utf8',
    env: { PATH, SHLVL: '2', LC_ALL: 'C.UTF-8', ...inherited },
  })
  expect(stderr).toBe('')
  return stdout.split('\0').slice(0, -1)
}

function inQuotes(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

const part = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', '/', ' ', '$', "'", '"', '\\', '`', '*', '~', '!', '\n', 'é', '{', '}') }),
  fc.constantFrom('/opt/bin', '$HOME', '$(id)', '$$', '~', '/a b', ''),
)
/** A text with a reference to the variable, in each of the forms that mean one. */
const text = fc
  .tuple(part, fc.boolean(), fc.constantFrom('first', 'last', 'between', 'alone', 'none'), part)
  .map(([one, braced, place, other]) => (name: string): string => {
    const reference = braced ? `\${${name}}` : `$${name}`
    if (place === 'first') return `${reference}:${one}`
    if (place === 'last') return `${one}:${reference}`
    if (place === 'between') return `${one}:${reference}:${other}`
    return place === 'alone' ? reference : one
  })
const formerText = fc.oneof(part, fc.constantFrom('/usr/bin:/bin', 'x'.repeat(100))).filter((value) => value !== '')

const manyTexts = fc.array(fc.tuple(text, formerText), { minLength: 40, maxLength: 40 }).map((pairs) => {
  const named = pairs.map(([of, former], index) => ({ name: `V_${index}`, of, former }))
  return {
    texts: Object.fromEntries(named.map(({ name, of }) => [name, of(name)])),
    inherited: Object.fromEntries(named.map(({ name, former }) => [name, former])),
  }
})

function environmentOf(texts: Readonly<Record<string, string>>): CommandEnvironment {
  return Object.fromEntries(Object.entries(texts).map(([name, each]) => [name, environmentValue(name, each)]))
}

everyShell(programs, ['command/attend', 'command/announce', 'command/shell'], ({ argv }) => {
  describe.each([
    ['announced', announced],
    ['attended', attended],
  ])('the environment of a command that is %s', (_, program) => {
    const run = (command: Command, given: Given) => {
      const waits = given.env !== undefined
      const { variables = {} } = given
      return runs(argv(program(announcement, command, { waits, variables })), given)
    }

    it('extends variables as an export in bash does', () => {
      fc.assert(
        fc.property(manyTexts, ({ texts, inherited }) => {
          const command = ['/usr/bin/printenv', '-0', ...Object.keys(texts)]
          const { stdout } = run(command, { env: environmentOf(texts), inherited })
          expect(stdout.split('\0').slice(0, -1)).toEqual(byBash(texts, inherited))
        }),
        { numRuns: 3, endOnFailure: true },
      )
    }, 120_000)

    it('leaves no empty part where there is nothing to extend', () => {
      const env = environmentOf({ A: '/a:$A', B: '$B:/b', C: '/a:$C:/b', D: '$D', E: '/a:$E', F: '$F:/b' })
      const { stdout } = run(['/usr/bin/printenv', '-0', 'A', 'B', 'C', 'D', 'E', 'F'], {
        env,
        inherited: { E: '', F: '' },
      })
      expect(stdout.split('\0')).toEqual(['/a', '/b', '/a:/b', '', '/a', '/b', ''])
    })

    it('extends PATH, by which the command is found', () => {
      const { stdout } = run('echo "$PATH" | cat', { env: environmentOf({ PATH: '/opt/none:$PATH' }) })
      expect(stdout).toMatch(/^\/opt\/none:\/\S+$/m)
    })

    it('has a shell though its PATH has none', () => {
      const env = { PATH: '/nowhere', A: '1' }
      expect(run('echo "$PATH $A"; exit 3', { env })).toEqual({ stdout: '/nowhere 1\n', code: 3 })
      expect(run('no-such-program', { env })).toEqual({ stdout: '', code: 127 })
      expect(run(['no-such-program'], { env }).code).toBe(127)
      expect(run(['/bin/echo', 'ran'], { env })).toEqual({ stdout: 'ran\n', code: 0 })
    })

    it('has variables of the command line, under those of the go line', () => {
      const show = 'printf "%s|" "$A" "$B" "$C"'
      const variables = { A: 'a=b c', B: "'$x" }
      expect(run(show, { variables }).stdout).toBe("a=b c|'$x||")
      expect(run(show, { variables, env: { A: { prepend: '1' }, C: '2' } }).stdout).toBe("1:a=b c|'$x|2|")
      expect(run(['/usr/bin/printenv', 'A'], { variables }).stdout).toBe('a=b c\n')
    })

    it('has nothing of the program itself', () => {
      const names = (given: Given): string[] => run(['/usr/bin/printenv'], given).stdout.split('\n').sort()
      expect(
        names({ variables: { A: '1' } }).filter(
          (line) => !/^(A=1|PATH=.*|PWD=.*|SHLVL=.*|_=.*|OLDPWD=.*|LC_ALL=.*)?$/.test(line),
        ),
      ).toEqual([])
    })
  })

  it('a program for a shell runs in bash where there is one', () => {
    const [first = '', ...rest] = argv(asArgv('echo "$((1 + 1))"; exit 4'))
    expect(spawnSync(first, rest, { encoding: 'utf8' })).toMatchObject({ stdout: '2\n', status: 4 })
  })
})

describe.each([
  ['bash', '-c'],
  ['dash', '-c'],
  ['fish', '-c'],
  ['tcsh', '-c'],
  ['zsh', '-c'],
  ['busybox', 'ash', '-c'],
] as const)('through the login shell %s', (shell, ...options) => {
  const it = testWith(shell)

  it('variables are extended as an export in bash does', () => {
    fc.assert(
      fc.property(manyTexts, ({ texts, inherited }) => {
        const command = ['/usr/bin/printenv', '-0', ...Object.keys(texts)]
        const line = loginLine(announced(announcement, command, { waits: true, variables: { BERTH_RANK: '1' } }))
        const { stdout } = runs([shell, ...options, line], { env: environmentOf(texts), inherited })
        expect(stdout.split('\0').slice(0, -1)).toEqual(byBash(texts, inherited))
      }),
      { numRuns: 3, endOnFailure: true },
    )
  }, 120_000)

  it('a command has a shell though its PATH has none', () => {
    const line = loginLine(announced(announcement, 'echo "$PATH $A"', { waits: true, variables: { A: '1' } }))
    expect(runs([shell, ...options, line], { env: { PATH: '/nowhere' } }).stdout).toBe('/nowhere 1\n')
  })
})
