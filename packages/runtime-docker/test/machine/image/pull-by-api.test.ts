import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { type ImageSource, loginFunctions } from '@berth/core/adapter'
import { afterEach, expect, test } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { imageOutcome } from '../../../src/image/image-outcome.js'
import { imageProgram } from '../../../src/image/image-program.js'
import { pulledLayer } from '../../../src/image/image-progress.js'
import { programs } from '../../../src/programs.generated.js'
import { docker, type StubEngine, useStubs } from '../../run-program.js'

const source: ImageSource = { reference: 'registry.example:5000/a:1', pull: 'missing', archive: null }
const id = `sha256:${'a'.repeat(64)}`
const password = 'p $(w) "\\ä%s'
const given: ImageSource = {
  ...source,
  login: {
    ...{ server: 'registry.example:5000', username: 'ann' },
    password: { reveal: () => password },
    passwordFrom: 'the variable TOKEN of this machine',
  },
}

/** An engine with a socket, which has the image once somebody has pulled it. */
const engineText = `
case $1 in
  context) echo "default unix://$PWD/socket" ;;
  image) [ -e there ] && printf '\\n%s\\n' '{"Id":"${id}"}' || { echo; echo 'Error: No such image: a:1' >&2; exit 1; } ;;
  pull | --config) touch there ;;
esac`

const [first, second, fast] = ['0123456789ab', 'ba9876543210', 'fa5700000000'] as const

/** What an engine says of a pull. */
const messages = [
  { status: 'Pulling from a', id: '1' },
  { status: 'Pulling fs layer', progressDetail: {}, id: first },
  { status: 'Pulling fs layer', progressDetail: {}, id: second },
  ...[1, 2, 3, 10].map((current) => ({
    status: 'Downloading',
    progressDetail: { current, total: 10 },
    progress: '[=\u003e ]',
    id: first,
  })),
  { status: 'Download complete', progressDetail: {}, id: first },
  { status: 'Extracting', progressDetail: { current: 5, total: 10 }, progress: '[=\u003e ]', id: first },
  { status: 'Pull complete', progressDetail: {}, id: first },
  { status: 'Already exists', progressDetail: {}, id: second },
  { status: 'Download complete', progressDetail: {}, id: fast },
  // As containerd's store tells of it.
  { status: 'Extracting', progressDetail: { current: 1, units: 's' }, id: fast },
  ...[3, 20].map((current) => ({ status: 'Extracting', progressDetail: { current, total: 20 }, id: fast })),
  { status: 'Status: Downloaded newer image for a:1' },
].map((message) => `${JSON.stringify(message)}\r\n`)

/** JSON as the engine writes it, which leaves no angle bracket in it. */
const asGoWrites = (message: object): string =>
  JSON.stringify(message).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e')

everyShell({ ...programs, functions: loginFunctions }, ['image', 'functions'], ({ container }) => {
  const stub = useStubs(container)
  let server: Server | undefined
  afterEach(() => {
    server?.closeAllConnections()
    server?.close()
  })
  const asked: { url: string | undefined; auth: string }[] = []
  const engineThat = async (answer: (response: ServerResponse, engine: StubEngine) => void): Promise<StubEngine> => {
    const engine = stub(engineText)
    asked.length = 0
    server = createServer((request: IncomingMessage, response) => {
      const auth = request.headers['x-registry-auth']
      asked.push({
        url: `${request.method} ${request.url}`,
        auth: Buffer.from(String(auth ?? ''), 'base64url').toString(),
      })
      answer(response, engine)
    })
    await new Promise<void>((resolve) => server?.listen(join(engine.folder, 'socket'), resolve))
    return engine
  }
  const pulls = (response: ServerResponse, { folder }: StubEngine): void => {
    writeFileSync(join(folder, 'there'), '')
    for (const message of messages) response.write(message)
    response.end()
  }
  const inHome = (engine: StubEngine) => ({ through: ['env', '-u', 'DOCKER_CONFIG', `HOME=${engine.folder}`] })

  test('the engine itself is asked, and tells of bytes; nothing of the login is in a file or a word', async () => {
    const engine = await engineThat(pulls)
    const told: string[] = []
    const answer = await engine.run(imageProgram(given, docker), { onLine: (line) => told.push(line) })
    expect(imageOutcome(answer, given, docker)).toMatchObject({ id })
    expect(asked.map(({ url }) => url)).toEqual(['POST /images/create?fromImage=registry.example%3A5000%2Fa&tag=1'])
    expect(JSON.parse(asked[0]?.auth ?? '')).toEqual({
      username: 'ann',
      password,
      serveraddress: 'registry.example:5000',
    })
    expect(engine.calls.filter((call) => call.includes('pull'))).toEqual([])
    const layers = told.map(pulledLayer).filter((layer) => layer?.received !== undefined)
    // No more than once in a second, but for the last; and of one whose bytes nobody told, what is unpacked.
    expect(layers.length).toBeLessThan(5)
    expect(layers.slice(-2)).toEqual([
      { id: first, there: false, received: { done: 10, total: 10 } },
      { id: fast, there: false, received: { done: 20, total: 20 } },
    ])
    expect(told).toContain(`${first}: Download complete`)
    expect(told.join()).not.toContain('Extracting')
  })

  test('a login of the user’s own counts: then the command line pulls, and says that it tells no bytes', async () => {
    const engine = await engineThat(pulls)
    mkdirSync(join(engine.folder, '.docker'))
    const config = join(engine.folder, '.docker', 'config.json')
    for (const [text, byApi] of [
      ['{ "auths": { "registry.example:5000": {} } }', false],
      ['{"credsStore":"pass"}', false],
      ['{"auths": {}, "psFormat":"x"}', true],
      [null, true],
    ] as const) {
      if (text === null) rmSync(config)
      else writeFileSync(config, text)
      const told: string[] = []
      await engine.run(imageProgram(source, docker), { ...inHome(engine), onLine: (line) => told.push(line) })
      expect(told.includes('no bytes are told: the user’s own configuration counts'), String(text)).toBe(!byApi)
      expect(asked.splice(0)).toHaveLength(byApi ? 1 : 0)
      rmSync(join(engine.folder, 'there'))
    }
  })

  test.each([
    [
      200,
      { errorDetail: { message: 'Get "https://r/v2/": \u003cno\u003e\\ route' }, error: 'x' },
      'Get "https://r/v2/": no\\ route',
    ],
    [200, { error: 'toomanyrequests: "slow" down' }, 'toomanyrequests: "slow" down'],
    [500, { message: 'unauthorized: incorrect' }, 'Error response from daemon: unauthorized: incorrect'],
  ])('what the engine says is told as its command line tells it: %s %j', async (status, message, expected) => {
    const engine = await engineThat((response) => response.writeHead(status).end(asGoWrites(message)))
    const { stderr, reports } = await engine.run(imageProgram(given, docker))
    expect(reports.at(-1)?.[0]).toBe('pull-failed')
    expect(stderr.trim()).toBe(expected)
  })

  test('a variable that the command line alone heeds leaves the pull to it', async () => {
    const engine = await engineThat(pulls)
    const told: string[] = []
    const through = ['env', 'DOCKER_CONTENT_TRUST=1']
    await engine.run(imageProgram(given, docker), { through, onLine: (line) => told.push(line) })
    expect(told).toContain('no bytes are told: a variable is set that its command line alone heeds')
    expect(asked).toEqual([])
  })

  test('a pull that breaks off has failed, and one that could not begin is the command line’s', async () => {
    const broken = await engineThat((response) => {
      response.write(messages[0], () => response.destroy())
    })
    const { stderr, reports } = await broken.run(imageProgram(given, docker))
    expect([reports.at(-1)?.[0], stderr]).toEqual(['pull-failed', expect.stringContaining('broke the pull off')])
    const deaf = stub(engineText)
    const answer = await deaf.run(imageProgram(given, docker))
    expect(imageOutcome(answer, given, docker)).toMatchObject({ id })
    expect(deaf.calls.find((call) => call.startsWith('--config'))).toMatch(/ pull -- registry\.example:5000\/a:1$/)
    expect(existsSync(join(deaf.folder, 'socket'))).toBe(false)
    expect(readFileSync(join(deaf.folder, 'calls'), 'utf8')).not.toContain('$(w)')
  })
})
