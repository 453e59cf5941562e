import { bareSpec } from '@berth/testkit'
import { afterEach, expect, test } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { launchOutcome } from '../../../src/launch/launch-outcome.js'
import { launchProgram } from '../../../src/launch/launch-program.js'
import { programs } from '../../../src/programs.generated.js'
import { docker, useStubs } from '../../run-program.js'
import { apiContainer, apiInfo, containerId as id } from './api-answers.js'
import { type ApiAnswer, ApiEngine } from './api-engine.js'

const image = { id: 'sha256:f00', configDigest: null, manifestDigests: [], layers: [], platform: null }
const spec = bareSpec({ name: 'box', image, lease: 60 })

/** A client of an engine that creates and starts. */
const client = `
case $0 in
  create) echo ${id} ;;
  info) echo false ;;
  container) echo 'running "2026-01-02T03:04:05.6Z"' ;;
esac`

everyShell(programs, ['launch'], ({ container }) => {
  const stub = useStubs(container)
  const engines: ApiEngine[] = []
  afterEach(() => {
    for (const engine of engines.splice(0)) engine.close()
  })
  const launch = async (info: ApiAnswer, state: ApiAnswer) => {
    const engine = new ApiEngine(stub(''), { '/info': info, [`/containers/${id}/json`]: state }, client)
    engines.push(engine)
    await engine.listen()
    const program = launchProgram(spec, { ...docker, dialect: engine.dialect })
    if ('reason' in program) throw new Error(program.reason)
    const outcome = launchOutcome(await engine.run(program), spec, docker)
    return { outcome, calls: engine.calls.map((call) => call.split(' --name')[0]) }
  }

  test('whether it runs, and what becomes of it when the engine ends, is not asked for by the command line', async () => {
    const state = { Error: '"StartedAt":"0","', Health: { Status: 'starting' } }
    const { outcome, calls } = await launch(
      [200, apiInfo],
      [200, apiContainer({ args: ['"State":{"Status":"exited"'], state })],
    )
    expect(outcome).toEqual({ id, startedAt: '2026-11-28T06:56:28.519422474Z' })
    expect(calls).toEqual(['create --init --rm', `start -- ${id}`].map((call) => expect.stringContaining(call)))
  })

  test('a container that outlives the engine is not removed by it', async () => {
    const { calls } = await launch([200, { ...apiInfo, LiveRestoreEnabled: true }], [200, apiContainer()])
    expect(calls[0]).not.toContain('--rm')
  })

  test('what is no answer is asked for by the command line', async () => {
    const { outcome, calls } = await launch(
      [200, { ...apiInfo, LiveRestoreEnabled: null }],
      [404, { message: `No such container: ${id}` }],
    )
    expect(outcome).toEqual({ id, startedAt: '2026-01-02T03:04:05.6Z' })
    expect(calls.map((call) => call?.split(' ')[0])).toEqual(['info', 'create', 'start', 'container'])
  })
})
