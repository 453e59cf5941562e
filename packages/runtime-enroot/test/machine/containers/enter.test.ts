import { environmentLine } from '@berth/core/adapter'
import { expect, it } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { programs } from '../../../src/programs.generated.js'

everyShell(programs, ['inside'], ({ container }) => {
  const run = (words: readonly string[], stdin = '') =>
    container.exec(['sh', '-c', programs.inside, 'berth', ...words], { stdin })

  it('takes the variables, whatever they hold, and becomes the command, with the rest of its input', async () => {
    const text = 'two\nlines "\' $HOME \\'
    // Names that the program itself has in use.
    const env = { TEXT: text, EMPTY: '', count: '7', takes: 'a', workdir: '/no/such', berth_environment: 'b' }
    const command = [
      'sh',
      '-c',
      'printf "%s|" "$TAG" "$TEXT" "$(env | grep -c ^EMPTY=)" "$PWD" "$count$takes$workdir$berth_environment" "$@"; cat',
      'sh',
      'a b',
    ]
    const words = ['/', 'yes', '1', 'TAG=1', ...command]
    const { exitCode, stdout } = await run(words, `${environmentLine(env)}the rest\nof it`)
    const printed = `1|${text}|1|/|7a/no/suchb|a b|the rest\nof it`
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: printed })
  })

  it('takes nothing where nothing is to be taken', async () => {
    expect(await run(['', 'no', '0', 'cat'], 'all of it')).toMatchObject({ exitCode: 0, stdout: 'all of it' })
    expect((await run(['', 'yes', '0', 'true'])).exitCode).toBe(125)
  })

  it('stays where it is without a folder, and says that there is none of a name', async () => {
    expect((await run(['', 'no', '0', 'true'])).exitCode).toBe(0)
    expect((await run(['/no/such', 'no', '0', 'true'])).exitCode).toBe(126)
  })
})
