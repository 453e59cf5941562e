import { expect, test } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { handleProgram, matchTemplate } from '../../../src/containers/handle-program.js'
import { dockerDialect } from '../../../src/engine/docker-dialect.js'
import { programs } from '../../../src/programs.generated.js'
import { docker, useStubs } from '../../run-program.js'

const handle = { id: 'ID', name: 'box', labels: {} }
const inspected = `container inspect --format ${matchTemplate(dockerDialect, handle)} -- ID`

everyShell(programs, ['handle'], ({ container }) => {
  const stub = useStubs(container)

  test.each([
    ['restart', 'start -- ID'],
    ['remove', 'rm --force --volumes -- ID'],
  ] as const)('%ss the container that still is the one', async (action, words) => {
    const engine = stub('echo noise; case $1 in container) echo match ;; esac')
    expect((await engine.run(handleProgram(action, handle, docker))).reports).toEqual([['done', '']])
    expect(engine.calls).toEqual([inspected, words])
  })

  test('does nothing to another, and nothing where it cannot look', async () => {
    const changed = stub('echo changed')
    expect((await changed.run(handleProgram('remove', handle, docker))).reports).toEqual([['changed', '']])
    const unread = stub('echo match; echo boom >&2; exit 1')
    expect((await unread.run(handleProgram('remove', handle, docker))).reports.at(-1)).toEqual(['unread', ''])
    expect([...changed.calls, ...unread.calls]).toEqual([inspected, inspected, 'info --format {{.ID}}'])
  })

  test('says what the engine did not do', async () => {
    const engine = stub('case $1 in container) echo match ;; info) echo OMHN ;; *) echo boom >&2; exit 1 ;; esac')
    const answer = {
      reports: [
        ['engine', 'OMHN'],
        ['undone', ''],
      ],
      stderr: 'boom\n',
    }
    expect(await engine.run(handleProgram('restart', handle, docker))).toEqual(answer)
  })
})
