import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { parseReports, parseSections } from '@berth/core/adapter'
import { expect, test } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { holdsMode } from '../../../../repository/test/security/writes/holds-mode.js'
import { dockerDialect } from '../../../src/engine/docker-dialect.js'
import { observeOutcome } from '../../../src/observe/observe-outcome.js'
import { observeProgram } from '../../../src/observe/observe-program.js'
import { programs } from '../../../src/programs.generated.js'
import { observed, recorded } from '../../observe/probe.js'
import { type StubEngine, useStubs } from '../../run-program.js'

const query = { name: 'box_running', image: 'tb:1', privilege: 'plain' } as const
const program = observeProgram(dockerDialect, query)

/** Answers each question as the recorded engine did. */
const replays = `
case "$1 $2" in
  'context inspect') echo unix:///var/run/docker.sock; exit ;;
  'info --format') section=info ;;
  'ps --all') section=list ;;
  'container inspect') section=container ;;
  'image inspect') section=local ;;
  exec*) section=inside ;;
esac
cat "$section.stderr" >&2
cat "$section.stdout"
exit "$(cat "$section.code")"`

/** Puts what an engine was recorded to answer to where the stub finds it, as if it were this machine's. */
function put({ folder }: StubEngine, name: string): void {
  const { reports } = parseReports(recorded(name), 'NONCE')
  for (const [section, { stdout, stderr, exitCode }] of parseSections(reports) ?? []) {
    const file = join(folder, section.replace('plain.', ''))
    const own = section === 'plain.info' ? stdout.replace(/"Name":"rd"/, `"Name":"${hostname()}"`) : stdout
    writeFileSync(`${file}.stdout`, own)
    writeFileSync(`${file}.stderr`, stderr)
    writeFileSync(`${file}.code`, String(exitCode))
  }
}

everyShell(programs, ['observe'], ({ container }) => {
  const stub = useStubs(container)

  test.each([
    ['running', 'box_running'],
    ['absent', 'nothing'],
  ])('asks what it must know: %s', async (state, name) => {
    const engine = stub(replays)
    put(engine, state)
    const asked = { ...query, name }
    const { observation } = observeOutcome(dockerDialect, await engine.run(observeProgram(dockerDialect, asked)), asked)
    const seen = observed(recorded(state), name)
    if (seen.state === 'unknown') throw new Error(seen.reason)
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    expect(observation).toEqual({ ...seen, engine: { ...seen.engine, boot, own: true } })
    expect(observation.state).toBe(state)
  })

  /** Runs the probe where a file can have this many blocks of 512 bytes, as on a disk that is nearly full. */
  const probe = (engine: StubEngine, blocks: number) => {
    const through = ['sh', '-c', `trap '' XFSZ; ulimit -f ${blocks}; exec "$@"`, 'sh']
    return engine.run(program, { through })
  }
  const verbose = 'printf "%200000s" ""'

  test.each([
    ['has no room for anything', 0, /are full, or cannot be written/],
    ['has room for a part of the answer', 128, /has no room for what the engine says/],
  ])('a host that %s gives no answer, says why and keeps nothing', async (_what, blocks, why) => {
    const engine = stub(verbose)
    await expect(probe(engine, blocks)).rejects.toMatchObject({
      code: 'BERTH_LAUNCH_FAILED',
      reason: expect.stringMatching(why),
    })
    expect(readdirSync(engine.folder).filter((name) => name.startsWith('berth-'))).toEqual([])
  })

  test('what a container answers is cut where it does not end, and is no answer then', async () => {
    const long = 'yes out | head -c 3000000 & yes err | head -c 3000000 >&2 & wait; exit 3'
    const engine = stub(`case $1 in container) echo 'abc def running launched' ;; exec) ${long} ;; esac`)
    const { reports } = await probe(engine, 20_000)
    const { stdout = '', exitCode } = parseSections(reports)?.get('plain.inside') ?? {}
    expect([stdout.length, exitCode]).toEqual([1_048_576, 3])
    expect(reports.filter(([word]) => word === 'stderr').map(([, said]) => said.length)).toContain(1_048_575)
  })

  test('what the engine says is kept in a folder that is closed to others', async () => {
    const engine = stub('for folder in /dev/shm/berth-????????-*; do stat -c %a "$folder"; done >modes')
    await engine.run(program)
    const modes = readFileSync(join(engine.folder, 'modes'), 'utf8').trim().split('\n')
    for (const mode of modes) holdsMode('answers-folder', Number.parseInt(mode, 8))
  })

  test('an engine without an id is asked for its folder', async () => {
    const engine = stub(`case $1 in info) echo '{"Folder": "'"$PWD"'"}' ;; esac`)
    writeFileSync(join(engine.folder, 'stat'), '#!/bin/sh\nsleep 0.2\nexec /usr/bin/stat "$@"\n', { mode: 0o755 })
    const whereabouts = { endpoint: '', usual: '', folder: 'Folder' }
    const { reports } = await engine.run(observeProgram({ ...dockerDialect, whereabouts }, query))
    const { dev, ino } = statSync(engine.folder)
    expect(parseSections(reports)?.get('plain.folder')?.stdout).toBe(`${dev}:${ino}\n`)
  })

  test.each([
    ['nothing', [], '', dockerDialect.whereabouts.usual],
    ['a variable', ['DOCKER_HOST=tcp://other'], '', ''],
    ['the variable of a context', ['DOCKER_CONTEXT=other'], '', ''],
    ['a variable that asks for TLS', ['DOCKER_TLS_VERIFY=1'], '', ''],
    ['a variable that asks for another version of the interface', ['DOCKER_API_VERSION=1.24'], '', ''],
    ['logins of the user', [], '{"auths": {"r.example": {}}}', dockerDialect.whereabouts.usual],
    ['the configuration of the user', [], '{"currentContext": "other"}', ''],
    ['the same, in other letters', [], '{"currentcontext": "other"}', ''],
    ['the same, in other words', [], '{"current\\u0043ontext": "other"}', ''],
    ['a configuration elsewhere', ['DOCKER_CONFIG=FOLDER'], '', ''],
    ['a script in the place of the client', [], 'script', ''],
    ['a link to what stands in for the client', [], 'link', ''],
  ])('a client is asked where it is led to, unless it is led by nothing: %s', async (_what, variables, file, said) => {
    const engine = stub('')
    const client = join(engine.folder, 'docker')
    if (file !== 'script') {
      rmSync(client)
      copyFileSync(realpathSync('/bin/true'), client)
    }
    if (file === 'link') {
      renameSync(client, `${client}-client`)
      symlinkSync('docker-client', client)
    }
    mkdirSync(join(engine.folder, '.docker'))
    if (file.startsWith('{')) writeFileSync(join(engine.folder, '.docker', 'config.json'), file)
    writeFileSync(join(engine.folder, 'config.json'), '{"currentContext": "other"}')
    const set = ['HOME=FOLDER', ...variables].map((each) => each.replace('FOLDER', engine.folder))
    const through = ['env', ...set]
    const { reports } = await engine.run(program, { through })
    expect(parseSections(reports)?.get('plain.endpoint')?.stdout.trim()).toBe(said)
  })

  test('a host that has room answers', async () => {
    const { reports } = await probe(stub(verbose), 1000)
    expect(parseSections(reports)?.get('plain.info')?.stdout).toHaveLength(200_000)
  })
})
