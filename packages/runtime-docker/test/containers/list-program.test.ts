import { expect, test } from 'vitest'
import { everyShell } from '../../../core/test/program/every-shell.js'
import { listProgram } from '../../src/containers/list-program.js'
import { programs } from '../../src/programs.generated.js'
import { docker, useStubs } from '../run-program.js'

everyShell(programs, ['list'], ({ container }) => {
  const stub = useStubs(container)
  const labels = { 'berth.run': 'r 1', empty: '' }

  test('asks for containers by labels, then for what each of them has', async () => {
    const engine = stub('case $1 in ps) echo a; echo b ;; *) echo container of a; echo container of b ;; esac')
    const { reports } = await engine.run(listProgram(labels, docker))
    expect(reports).toEqual([['containers', 'container of a\ncontainer of b\n']])
    expect(engine.calls).toEqual([
      'ps --all --no-trunc --quiet --filter label=berth.run=r 1 --filter label=empty=',
      'container inspect --format container {"Id":{{json .Id}},"Name":{{json .Name}},"Labels":{{json .Config.Labels}}} -- a b',
    ])
  })

  test('asks for no more where there are none', async () => {
    const engine = stub('')
    expect((await engine.run(listProgram({}, docker))).reports).toEqual([['containers', '']])
    expect(engine.calls).toHaveLength(1)
  })

  test('tells of a second question that failed, and fails where the first one does', async () => {
    const gone = stub('case $1 in ps) echo a ;; *) echo gone >&2; exit 1 ;; esac')
    const incomplete = [
      ['containers', ''],
      ['incomplete', ''],
    ]
    expect(await gone.run(listProgram({}, docker))).toEqual({ reports: incomplete, stderr: 'gone\n' })
    const down = stub('echo down >&2; exit 1').run(listProgram({}, docker))
    await expect(down).rejects.toMatchObject({ code: 'BERTH_LAUNCH_FAILED', reason: 'down' })
  })
})
