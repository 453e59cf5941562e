import { expect, test } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { enterContainer } from '../../../src/containers/enter.js'
import { programs } from '../../../src/programs.generated.js'
import { docker, useStubs } from '../../run-program.js'

everyShell(programs, ['enter'], ({ container }) => {
  const stub = useStubs(container)

  test('an engine is looked for in the places that a login leaves out, behind those that it says', async () => {
    const engine = stub('printf "%s\\n" "$PATH" "$@"')
    const words = enterContainer({ argv: ['a b', "'"], env: {}, stdin: false }, 'ID', docker)
    const env = { PATH: `${engine.folder}:${process.env.PATH}` }
    const { stdout, exitCode } = await container.exec(words, { env })
    const [path, ...given] = stdout.trimEnd().split('\n')
    expect(exitCode).toBe(0)
    expect(path).toBe(`${env.PATH}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin`)
    expect(given).toEqual(['exec', 'ID', 'a b', "'"])
  })
})
