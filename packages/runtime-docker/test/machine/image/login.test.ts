import { chmodSync, existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FileLogin, type ImageSource, loginFunctions } from '@berth/core/adapter'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { holdsMode } from '../../../../repository/test/security/writes/holds-mode.js'
import type { Engine } from '../../../src/engine/engine.js'
import { podmanDialect } from '../../../src/engine/podman-dialect.js'
import { imageOutcome } from '../../../src/image/image-outcome.js'
import { imageProgram } from '../../../src/image/image-program.js'
import { programs } from '../../../src/programs.generated.js'
import { docker, type StubEngine, useStubs } from '../../run-program.js'

const podman: Engine = { ...docker, dialect: podmanDialect }
const id = `sha256:${'a'.repeat(64)}`
const password = 'p $(w) "\\ä%s'

/**
 * An engine that has the image once it was pulled, and keeps the configuration that it was given. `$context` is what it
 * says of its context.
 */
const engineText = `
context='default unix:///var/run/docker.sock'
cat >>heard
[ ! -e context ] || context=$(cat context)
words=$*
case $1 in
  --config) configured=$2/config.json; shift 2 ;;
esac
[ "$1" != --host ] || shift 2
case $1 in
  context) printf '%s\\n' "$context"; exit ;;
  image) [ -e there ] && printf '\\n%s\\n' '{"Id":"${id}"}' || { echo; echo 'Error: No such image: a:1: image not known' >&2; exit 1; } ;;
  pull)
    [ "$2" != --authfile ] || configured=$3
    [ -z "$configured" ] || { cat "$configured" >seen; stat -c %a "\${configured%/*}" "$configured" >mode; ls -d "$configured" >where; }
    ps -eo args >ps 2>/dev/null || ps >ps
    tr '\\0' '\\n' </proc/$$/environ >environ
    [ ! -e slow ] || { touch pulling; sleep 60; }
    [ ! -e refusing ] || { cat refusing >&2; exit 1; }
    touch there ;;
esac`

/** Aborts as soon as a file is there; rejects where it never comes. */
async function abortOnce(file: string, abort: AbortController): Promise<void> {
  await vi.waitUntil(() => existsSync(file), { timeout: 60_000, interval: 10 })
  abort.abort()
}

everyShell({ ...programs, functions: loginFunctions }, ['image', 'functions'], ({ name, container }) => {
  const stub = useStubs(container)
  const made: StubEngine[] = []
  const newEngine = (): StubEngine => {
    const engine = stub(engineText)
    writeFileSync(join(engine.folder, 'password'), `${password}\n`)
    made.push(engine)
    return engine
  }
  const reference = 'registry.example/a:1'
  const loginOf = (engine: StubEngine, change: Partial<FileLogin> = {}): ImageSource => ({
    ...{ reference, pull: 'missing', archive: null },
    login: { server: 'registry.example', username: 'ann', passwordFile: join(engine.folder, 'password'), ...change },
  })
  const given: ImageSource = {
    ...{ reference, pull: 'missing', archive: null },
    login: {
      ...{ server: 'registry.example', username: 'ann' },
      password: { reveal: () => password },
      passwordFrom: 'the variable TOKEN of this machine',
    },
  }
  /** A login in each of its forms. */
  const forms: readonly (readonly [string, (engine: StubEngine) => ImageSource])[] = [
    ['on the host', loginOf],
    ['that is given', () => given],
  ]
  const read = (engine: StubEngine, file: string): string => readFileSync(join(engine.folder, file), 'utf8')
  const write = (engine: StubEngine, file: string, text = ''): void => writeFileSync(join(engine.folder, file), text)
  /** Where the login was, as the engine saw it. */
  const folderOf = (engine: StubEngine): string => read(engine, 'where').trim().replace('/config.json', '')
  const auth = Buffer.from(`ann:${password}`).toString('base64')

  afterEach(() => {
    for (const engine of made.splice(0)) {
      if (existsSync(join(engine.folder, 'where'))) expect(existsSync(folderOf(engine))).toBe(false)
      expect(read(engine, 'calls')).not.toContain('$(w)')
      for (const file of ['ps', 'environ'])
        if (existsSync(join(engine.folder, file))) expect(read(engine, file)).not.toContain('$(w)')
      expect(read(engine, 'heard')).toBe('')
    }
  })

  test.each(forms)('%s is there for the pull alone, in a folder of its own', async (_, sourceOf) => {
    const engine = newEngine()
    const source = sourceOf(engine)
    expect(imageOutcome(await engine.run(imageProgram(source, docker)), source, docker)).toMatchObject({ id })
    expect(JSON.parse(read(engine, 'seen'))).toEqual({ auths: { 'registry.example': { auth } } })
    const [ofFolder = '', ofFile = ''] = read(engine, 'mode').trim().split('\n')
    holdsMode('login-folder', Number.parseInt(ofFolder, 8))
    holdsMode('login-file', Number.parseInt(ofFile, 8))
    const where = folderOf(engine)
    expect(engine.calls.slice(1, 3)).toEqual([
      'context inspect --format {{.Name}} {{.Endpoints.docker.Host}}',
      `--config ${where} pull -- registry.example/a:1`,
    ])
    expect(existsSync(where)).toBe(false)
  })

  test.each(forms)('%s is in no variable of the pull, whatever variables there are', async (_, sourceOf) => {
    const engine = newEngine()
    const names = ['password', 'auth', 'given', 'login', 'said']
    await engine.run(imageProgram(sourceOf(engine), docker), { through: ['env', ...names.map((name) => `${name}=x`)] })
    expect(JSON.parse(read(engine, 'seen'))).toEqual({ auths: { 'registry.example': { auth } } })
    expect(read(engine, 'environ')).not.toMatch(/^(password|auth|given)=(?!x$)/m)
    expect(read(engine, 'environ')).not.toContain(auth)
  })

  test('that is given is in no word of the program, and none without its end', async () => {
    const engine = newEngine()
    const program = imageProgram(given, docker)
    expect(program.input).toBe(`${password}\n`)
    expect(JSON.stringify([program.program, program.words])).not.toContain('$(w)')
    const outcome = imageOutcome(await engine.run({ ...program, input: password, endsWithBerth: false }), given, docker)
    expect(outcome).toMatchObject({
      reason: expect.stringMatching(/for want of its login: .*connection was lost before the password had come/),
      remedy: 'Run it again: nothing was pulled.',
    })
    expect(engine.calls).toHaveLength(1)
  })

  test('that is given goes to the engine that sudo reaches', async () => {
    const engine = newEngine()
    engine.add('sudo', '[ "$1" != -n ] || shift; exec "$@"')
    await engine.run(imageProgram(given, { ...docker, reachedBy: 'sudo' }))
    expect(JSON.parse(read(engine, 'seen'))).toEqual({ auths: { 'registry.example': { auth } } })
  })

  test('goes to the engine that the context of the user leads to', async () => {
    const engine = newEngine()
    write(engine, 'context', 'mine unix:///run/mine.sock')
    await engine.run(imageProgram(loginOf(engine), docker))
    expect(engine.calls[2]).toMatch(/^--config \S+ --host unix:\/\/\/run\/mine.sock pull -- /)
  })

  test('of Docker Hub stands under the name that clients look for', async () => {
    const engine = newEngine()
    await engine.run(imageProgram({ ...loginOf(engine, { server: 'docker.io' }), reference: 'ann/a:1' }, docker))
    expect(JSON.parse(read(engine, 'seen'))).toEqual({ auths: { 'https://index.docker.io/v1/': { auth } } })
  })

  test('is no login where the image is there', async () => {
    const engine = newEngine()
    write(engine, 'there')
    await engine.run(imageProgram(loginOf(engine, { passwordFile: '/nowhere' }), docker))
    expect(engine.calls).toHaveLength(1)
  })

  test('takes a path of the home, and a password with another system’s line end', async () => {
    const engine = newEngine()
    write(engine, 'token', 'secret\r\n')
    const program = imageProgram(loginOf(engine, { passwordFile: '~/token' }), docker)
    await engine.run(program, { through: ['env', `HOME=${engine.folder}`] })
    expect(JSON.parse(read(engine, 'seen')).auths['registry.example'].auth).toBe(
      Buffer.from('ann:secret').toString('base64'),
    )
  })

  describe('a password that cannot be had', () => {
    test.each<[string, (engine: StubEngine) => string, RegExp, RegExp]>([
      ['is not there', ({ folder }) => join(folder, 'none'), /No such file/, /Put the password into \S+none/],
      ['is a folder', ({ folder }) => folder, /[Ii]s a directory/, /alone, on one line/],
      ['is empty', ({ folder }) => join(folder, 'empty'), /is empty/, /alone, on one line/],
      ['has two lines', ({ folder }) => join(folder, 'two'), /has several lines/, /alone, on one line/],
    ])('%s: nothing is pulled', async (_, fileOf, reason, remedy) => {
      const engine = newEngine()
      write(engine, 'empty', '\n')
      write(engine, 'two', 'a\nb\n')
      const source = loginOf(engine, { passwordFile: fileOf(engine) })
      const outcome = imageOutcome(await engine.run(imageProgram(source, docker)), source, docker)
      expect(outcome).toMatchObject({
        reason: expect.stringMatching(reason),
        remedy: expect.stringMatching(remedy),
      })
      expect(outcome).toMatchObject({ reason: expect.stringContaining('for want of its login') })
      expect(engine.calls).toHaveLength(1)
    })
  })

  // The commands of busybox come before those of the folder that has the engine, and are never missing.
  test.skipIf(name === 'busybox')('is none without base64, and nothing is pulled', async () => {
    const engine = newEngine()
    engine.add('base64', 'echo "base64: not for you" >&2; exit 127')
    const source = loginOf(engine)
    expect(imageOutcome(await engine.run(imageProgram(source, docker)), source, docker)).toMatchObject({
      reason: expect.stringMatching(/for want of its login: .*base64 is missing, or failed/s),
      remedy: 'Install base64 (coreutils) on the host.',
    })
    expect(engine.calls.filter((call) => call.includes('pull'))).toEqual([])
  })

  test('of which the file is root’s is read by root, where the engine is reached so', async () => {
    const engine = newEngine()
    engine.add('sudo', '[ "$1" != -n ] || shift; [ "$1" != cat ] || set -- cat -- "$3.root"; exec "$@"')
    write(engine, 'hidden.root', 'of root\n')
    const source = loginOf(engine, { passwordFile: join(engine.folder, 'hidden') })
    await engine.run(imageProgram(source, { ...docker, reachedBy: 'sudo' }))
    expect(JSON.parse(read(engine, 'seen')).auths['registry.example'].auth).toBe(
      Buffer.from('ann:of root').toString('base64'),
    )
  })

  test.each(['unauthorized: authentication required', 'denied: requested access to the resource is denied'])(
    'that is refused is told with the account and the file: %s',
    async (words) => {
      const engine = newEngine()
      write(engine, 'refusing', `Error response from daemon: ${words}\n`)
      const source = loginOf(engine)
      const outcome = imageOutcome(await engine.run(imageProgram(source, docker)), source, docker)
      expect(outcome).toMatchObject({
        reason: expect.stringContaining(words),
        remedy: expect.stringMatching(/Check that ann may pull .* registry\.example, and that \S+password /),
      })
      expect(imageOutcome(await engine.run(imageProgram(given, docker)), given, docker)).toMatchObject({
        remedy: expect.stringContaining('and that the variable TOKEN of this machine holds that account'),
      })
    },
  )

  test.each(forms)('%s goes when the pull is ended', async (_, sourceOf) => {
    const engine = newEngine()
    write(engine, 'slow')
    const abort = new AbortController()
    const pulling = engine.run(imageProgram(sourceOf(engine), docker), { signal: abort.signal })
    await Promise.all([
      expect(pulling).rejects.toMatchObject({ code: 'BERTH_ABORTED' }),
      abortOnce(join(engine.folder, 'pulling'), abort),
    ])
  })

  test('that was left by a program which was killed goes at the next one', async () => {
    const engine = newEngine()
    const [namespace] = /\d+/.exec(readlinkSync('/proc/self/ns/pid')) ?? []
    // The number lives, and is another process by its start.
    const folder = `/dev/shm/berth-login-${namespace}-${process.pid}-1`
    mkdirSync(folder)
    try {
      await engine.run(imageProgram(loginOf(engine), docker))
      expect(existsSync(folder)).toBe(false)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test.each(forms)('%s is a file for the pull of podman', async (_, sourceOf) => {
    const engine = newEngine()
    chmodSync(join(engine.folder, 'docker'), 0o755)
    writeFileSync(join(engine.folder, 'podman'), readFileSync(join(engine.folder, 'docker')), { mode: 0o755 })
    await engine.run(imageProgram(sourceOf(engine), podman))
    expect(engine.calls[1]).toMatch(/^pull --authfile \/dev\/shm\/berth-login-\S+\/config.json -- registry/)
    expect(JSON.parse(read(engine, 'seen'))).toEqual({ auths: { 'registry.example': { auth } } })
  })
})
