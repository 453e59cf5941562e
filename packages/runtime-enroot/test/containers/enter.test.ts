import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { enterContainer, refusedUser } from '../../src/containers/enter.js'
import { programs } from '../../src/programs/programs.generated.js'

describe('enterContainer', () => {
  const entry = { argv: ['ls', '-l a'], env: { A: 'b\n' }, stdin: false }

  it('gives the program the container, the variables and the command', () => {
    const engine = { reachedBy: 'plain', data: '/data' } as const
    const words = ['berth-enter', '/data', programs.inside, 'ID', '', '1', 'A=b\n', 'ls', '-l a']
    expect(enterContainer(entry, 'ID', engine)).toEqual(['bash', '--norc', '-c', programs.enter, ...words])
  })

  it('goes through sudo where the containers are those of root', () => {
    const words = enterContainer(entry, 'ID', { reachedBy: 'sudo', data: '/data' })
    expect(words.slice(0, 5)).toEqual(['sudo', '-n', '-H', 'bash', '--norc'])
  })

  it('knows root only', () => {
    expect([{}, { user: '0' }, { user: 'root' }].map(refusedUser)).toEqual([null, null, null])
    expect(refusedUser({ user: 'ann' })).toMatchObject({ reason: expect.stringContaining('as user ann') })
  })
})

describe.each(['dash', 'bash', 'busybox sh'])('the program in the container, where sh is %s', (shell) => {
  const run = (...words: readonly string[]) => {
    const [command = '', ...options] = shell.split(' ')
    return spawnSync(command, [...options, '-c', programs.inside, 'berth', ...words], { encoding: 'utf8' })
  }

  it('takes the variables, whatever they hold, and becomes the command', () => {
    const text = 'two\nlines "\' $HOME \\'
    const words = [
      '/',
      '2',
      `TEXT=${text}`,
      'EMPTY=',
      'sh',
      '-c',
      'printf "%s|" "$TEXT" "$(env | grep -c ^EMPTY=)" "$PWD" "$@"',
      'sh',
      'a b',
    ]
    expect(run(...words)).toMatchObject({ status: 0, stdout: `${text}|1|/|a b|` })
  })

  it('stays where it is without a folder, and says that there is none of a name', () => {
    expect(run('', '0', 'true').status).toBe(0)
    expect(run('/no/such', '0', 'true').status).toBe(126)
  })
})
