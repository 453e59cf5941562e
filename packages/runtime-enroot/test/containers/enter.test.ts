import { describe, expect, it } from 'vitest'
import { everyShell } from '../../../core/test/program/every-shell.js'
import { enterContainer, refusedUser } from '../../src/containers/enter.js'
import { programs } from '../../src/programs.generated.js'

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

everyShell(programs, ['inside'], ({ container }) => {
  const run = (...words: readonly string[]) => container.exec(['sh', '-c', programs.inside, 'berth', ...words])

  it('takes the variables, whatever they hold, and becomes the command', async () => {
    const text = 'two\nlines "\' $HOME \\'
    const command = ['sh', '-c', 'printf "%s|" "$TEXT" "$(env | grep -c ^EMPTY=)" "$PWD" "$@"', 'sh', 'a b']
    const { exitCode, stdout } = await run('/', '2', `TEXT=${text}`, 'EMPTY=', ...command)
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `${text}|1|/|a b|` })
  })

  it('stays where it is without a folder, and says that there is none of a name', async () => {
    expect((await run('', '0', 'true')).exitCode).toBe(0)
    expect((await run('/no/such', '0', 'true')).exitCode).toBe(126)
  })
})
