import { expect, it } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { programs } from '../../../src/programs.generated.js'

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
