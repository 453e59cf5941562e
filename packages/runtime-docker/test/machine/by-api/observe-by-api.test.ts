import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseSections, type Section } from '@berth/core/adapter'
import { afterEach, expect, test } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { observeOutcome } from '../../../src/observe/observe-outcome.js'
import { observeProgram } from '../../../src/observe/observe-program.js'
import { programs } from '../../../src/programs.generated.js'
import { useStubs } from '../../run-program.js'
import { apiContainer, apiImage, apiInfo, apiListed, containerId, imageId } from './api-answers.js'
import { type ApiAnswer, ApiEngine } from './api-engine.js'

const query = { name: 'box', image: 'reg.example:5000/a/tb:1', privilege: 'plain' } as const
const labels = { 'berth.launch': 'x' }

const paths = {
  info: '/info',
  list: '/containers/json',
  container: '/containers/box/json',
  local: '/images/reg.example:5000/a/tb:1/json',
} as const

type Answers = Readonly<Record<keyof typeof paths, ApiAnswer>>

/** What an engine answers that has the container and the image. */
const there: Answers = {
  info: [200, apiInfo],
  list: [200, [apiListed('box')]],
  container: [200, apiContainer({ config: { Labels: labels } })],
  local: [200, apiImage],
}

/** The command of the client that asks each question. */
const commands = { info: 'info', list: 'ps', container: 'container inspect', local: 'image inspect' } as const

everyShell(programs, ['observe'], ({ container }) => {
  const stub = useStubs(container)
  const engines: ApiEngine[] = []
  afterEach(() => {
    for (const engine of engines.splice(0)) engine.close()
  })

  const engineThat = (answers: Partial<Answers> = {}, more: Readonly<Record<string, ApiAnswer>> = {}) => {
    const byPath = Object.entries({ ...there, ...answers }).map(([name, answer]) => [paths[name as 'info'], answer])
    const engine = new ApiEngine(stub(''), { ...Object.fromEntries(byPath), ...more }, 'echo "by $0"')
    engines.push(engine)
    return engine.listen()
  }
  const look = async (engine: ApiEngine, asked: typeof query | { readonly name: string } = query) => {
    const whole = { ...query, ...asked }
    const answer = await engine.run(observeProgram(engine.dialect, whole))
    const { observation } = observeOutcome(engine.dialect, answer, whole)
    return { observation, sections: parseSections(answer.reports) ?? new Map<string, Section>() }
  }

  test('a container that runs: only its inside is asked for by the command line', async () => {
    const engine = await engineThat()
    const { observation } = await look(engine)
    expect(observation).toMatchObject({
      state: 'running',
      container: { id: containerId, labels, image: { id: imageId }, inside: { text: 'by exec\n' } },
      localImage: { id: imageId, platform: 'linux/amd64' },
    })
    expect(engine.calls).toEqual([`exec --user 0 ${containerId}`])
    expect(engine.asked.map((url) => url.replace(/\?.*/, ''))).toEqual(Object.values(paths))
  })

  test('a container of another image, which Berth did not launch', async () => {
    const image = `sha256:${'3'.repeat(64)}`
    const made = { container: [200, apiContainer({ image })] } as const
    const engine = await engineThat(made, { [`/images/${image}/json`]: [200, { ...apiImage, Id: image }] })
    const { observation } = await look(engine)
    expect(observation).toMatchObject({ state: 'running', container: { image: { id: image }, inside: null } })
    expect(engine.calls).toEqual([])
  })

  test('neither container nor image', async () => {
    const engine = await engineThat({
      list: [200, []],
      container: [404, { message: 'No such container: box' }],
      local: [404, { message: 'no such image: reg.example:5000/a/tb:1: No such image: reg.example:5000/a/tb:1' }],
    })
    const { observation, sections } = await look(engine)
    expect(observation).toMatchObject({ state: 'absent', localImage: null })
    expect(sections.get('plain.container')).toEqual({
      ...{ exitCode: 1, stdout: '' },
      stderr: 'Error response from daemon: No such container: box',
    })
    expect(engine.calls).toEqual([])
  })

  test('the beginning of another container’s id is no name', async () => {
    const engine = await engineThat(
      { list: [200, []] },
      { '/containers/c0ffee/json': [200, apiContainer({ config: { Labels: labels } })] },
    )
    expect((await look(engine, { name: 'c0ffee' })).observation.state).toBe('absent')
  })

  /** What is no answer to each question, one of each to a look. */
  const none: Readonly<Record<keyof Answers, readonly ApiAnswer[]>> = {
    info: [
      [200, ''],
      [200, '<html>{"ID":"a","ServerVersion":"1"}</html>'],
      [200, { ...apiInfo, ServerVersion: '' }],
      [404, { message: 'page not found' }],
    ],
    list: [
      [403, { message: 'no' }],
      [200, [apiListed('box'), apiListed('b0x', 'b'.repeat(64))]],
      [200, [{ ...apiListed('box'), Names: ['/box', '/a/b'] }]],
      [200, ''],
    ],
    container: [
      [500, { message: 'No such container: box' }],
      [404, { cause: 'no such container', message: 'no container with name or ID "box" found: no such container' }],
      [200, JSON.stringify(apiContainer(), null, 1)],
      [200, { ...apiContainer(), Id: undefined, id: containerId }],
    ],
    local: [
      [301, ''],
      [404, { cause: 'image not known', message: 'failed to find image reg.example:5000/a/tb:1' }],
      [200, { ...apiImage, Id: 'sha256:1' }],
      [404, { message: 'no such image: tb:1: invalid reference format' }],
    ],
  }
  const questions = ['info', 'list', 'container', 'local'] as const

  test.each([0, 1, 2, 3])('what is no answer counts as none, and the command line is asked: %i', async (round) => {
    const answers = questions.flatMap((name) => {
      const answer = none[name][round]
      return answer === undefined ? [] : [[name, answer] as const]
    })
    const engine = await engineThat(Object.fromEntries(answers))
    const { sections } = await look(engine)
    for (const name of questions) {
      const isByClient = none[name][round] !== undefined
      expect([name, sections.get(`plain.${name}`)?.stdout.startsWith('by ')]).toEqual([name, isByClient])
      expect([name, engine.calls.some((call) => call.startsWith(commands[name]))]).toEqual([name, isByClient])
    }
  })

  test('an answer that breaks off leaves all to the command line', async () => {
    const cut: ApiAnswer = (response) => {
      response.writeHead(200, { 'content-length': 5000 })
      response.write(`${JSON.stringify(apiContainer())}\n`, () => response.destroy())
    }
    const { sections } = await look(await engineThat({ container: cut }))
    for (const name of questions) expect(sections.get(`plain.${name}`)?.stdout).toMatch(/^by /)
  })

  test.each<[what: string, change: (engine: ApiEngine) => void]>([
    ['there is no socket', (engine) => rmSync(join(engine.folder, 'socket'))],
    ['curl does not work', (engine) => engine.add('curl', 'exit 2')],
    ['the client is a script', (engine) => engine.add('docker', 'cd "$(dirname "$0")" && exec sh "$@"')],
  ])('where %s, the command line is asked', async (_what, change) => {
    const engine = await engineThat()
    change(engine)
    const { sections } = await look(engine)
    for (const name of questions) expect(sections.get(`plain.${name}`)?.stdout).toMatch(/^by /)
    expect(engine.asked).toEqual([])
  })

  test('a name or an image that is no word of a path is not asked for by one', async () => {
    const engine = await engineThat()
    await look(engine, { name: 'box/../x?y' })
    expect(engine.asked).toEqual(['/info'])
  })
})
