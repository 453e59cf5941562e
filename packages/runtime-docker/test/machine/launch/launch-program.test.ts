import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContainerSpec, HostProgram, VolumeSpec } from '@berth/core/adapter'
import { bareSpec } from '@berth/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { everyShell } from '../../../../core/test/machine/program/every-shell.js'
import { dockerDialect } from '../../../src/engine/docker-dialect.js'
import { createArguments } from '../../../src/launch/commands.js'
import { launchOutcome } from '../../../src/launch/launch-outcome.js'
import { launchProgram } from '../../../src/launch/launch-program.js'
import { programs } from '../../../src/programs.generated.js'
import { docker, useStubs } from '../../run-program.js'

const id = 'a'.repeat(64)
const image = { id: 'sha256:f00', configDigest: null, manifestDigests: [], layers: [], platform: null }
const spec = bareSpec({ name: 'box', env: { A: 'b c' }, image })

function program(change: Partial<ContainerSpec> = {}): HostProgram {
  const made = launchProgram({ ...spec, ...change }, docker)
  if ('reason' in made) throw new Error(made.reason)
  return made
}

function pairOf(text: string): [string, string] {
  const at = text.indexOf('=')
  return [text.slice(0, at), text.slice(at + 1)]
}

/** An engine that creates and starts, unless a line before it says otherwise. */
const works = `
case $1 in
  create) echo ${id} ;;
  container) echo 'running "2026-01-02T03:04:05.6Z"' ;;
  logs) echo last words ;;
esac`

/** A line for an engine whose containers end as soon as they are started. */
const endsAtOnce = `case "$1 $*" in
  container\\ *ExitCode*) echo 3; exit ;;
  container\\ *) echo 'exited ""'; exit ;;
esac`

everyShell(programs, ['launch'], ({ container }) => {
  const stub = useStubs(container)

  test('creates, starts, and says since when', async () => {
    const engine = stub(works)
    const answer = await engine.run(program())
    expect(launchOutcome(answer, spec, docker)).toEqual({ id, startedAt: '2026-01-02T03:04:05.6Z' })
    const [created, ...others] = engine.calls.join('\n').split('\nstart')
    expect(created).toBe(
      ['create', '--init', ...createArguments(spec, dockerDialect, ['--env-file', '/dev/stdin'])].join(' '),
    )
    expect(others.join()).toBe(
      ` -- ${id}\ncontainer inspect --format {{.State.Status}} {{json .State.StartedAt}} -- ${id}`,
    )
  })

  test.each([
    ['ends with the engine', 'echo false', true],
    ['outlives the engine', 'echo true', false],
    ['may outlive the engine', 'exit 1', false],
  ])(
    'whether the engine removes a container with a lease when it ends: one that %s',
    async (_what, answer, removed) => {
      const engine = stub(`case $1 in info) ${answer}; exit ;; esac${works}`)
      expect(launchOutcome(await engine.run(program({ lease: 5 })), spec, docker)).toMatchObject({ id })
      expect(engine.calls[1]).toMatch(removed ? /^create --init --rm --name box / : /^create --init --name box /)
    },
  )

  test('makes a container with a lease that was gone at once a second time, for what it printed', async () => {
    const engine = stub(`case "$1 $*" in
  info*) echo false; exit ;;
  create*--rm*) touch gone ;;
  create*) rm -f gone ;;
  container*) [ ! -e gone ] || { echo "Error: No such container: ${id}" >&2; exit 1; } ;;
  rm*) [ ! -e gone ] || { echo "Error: No such container: ${id}" >&2; exit 1; } ;;
esac
${endsAtOnce}${works}`)
    expect(launchOutcome(await engine.run(program({ lease: 5 })), spec, docker)).toMatchObject({
      code: 'BERTH_LAUNCH_FAILED',
      reason: 'it ended at once, with exit code 3, and printed: last words',
    })
    expect(engine.calls.filter((call) => call.startsWith('create')).map((call) => call.includes('--rm'))).toEqual([
      true,
      false,
    ])
    expect(engine.calls.at(-1)).toBe(`rm --force --volumes -- ${id}`)
  })

  const gpuCalls = (calls: readonly string[]): readonly string[] =>
    calls.filter((call) => call.startsWith('create')).map((call) => call.split(' --name')[0] ?? '')

  test('asks for GPUs by the toolkit, and as devices of CDI where the engine has no driver of it', async () => {
    const toolkit = stub(works)
    expect(launchOutcome(await toolkit.run(program({ gpus: 'all' })), spec, docker)).toMatchObject({ id })
    expect(gpuCalls(toolkit.calls)).toEqual(['create --init --gpus=all'])
    const cdi = stub(`case "$1" in
  create) case "$*" in *--gpus*) touch toolkit ;; *) rm -f toolkit ;; esac ;;
  start) [ ! -e toolkit ] || { echo 'could not select device driver "" with capabilities: [[gpu]]' >&2; exit 1; } ;;
esac${works}`)
    expect(launchOutcome(await cdi.run(program({ gpus: ['0', '1'] })), spec, docker)).toMatchObject({ id })
    expect(gpuCalls(cdi.calls)).toEqual([
      'create --init --gpus="device=0,1"',
      'create --init --device=nvidia.com/gpu=0 --device=nvidia.com/gpu=1',
    ])
    expect(cdi.calls.filter((call) => call.startsWith('rm'))).toEqual([`rm --force --volumes -- ${id}`])
  })

  test('says of GPUs that the engine cannot bring in either way what it said of both', async () => {
    const engine = stub(`case "$1 $*" in
  start*) echo 'could not select device driver "" with capabilities: [[gpu]]' >&2; exit 1 ;;
  create*--device=nvidia*) echo 'nvidia.com/gpu=all is not an absolute path' >&2; exit 125 ;;
esac${works}`)
    const answer = await engine.run(program({ gpus: 'all' }))
    expect(launchOutcome(answer, spec, docker)).toMatchObject({
      code: 'BERTH_LAUNCH_FAILED',
      reason: expect.stringMatching(/could not select device driver .*\n.*is not an absolute path/s),
      remedy: expect.stringMatching(/container toolkit .* or a CDI specification/),
    })
    expect(engine.calls.filter((call) => call.startsWith('rm'))).toEqual([`rm --force --volumes -- ${id}`])
  })

  const kept = { entrypoint: 'keep' } as const

  test('waits until a kept entrypoint has run its command', async () => {
    const engine = stub(`case $1 in
  logs) [ -e again ] && echo 'berth: ready' || touch again; exit ;;
esac${works}`)
    expect(launchOutcome(await engine.run(program(kept)), { ...spec, ...kept }, docker)).toMatchObject({ id })
    expect(engine.calls.filter((call) => call.startsWith('logs'))).toHaveLength(2)
  })

  test('takes a kept entrypoint that runs on for one that stays', async () => {
    const engine = stub(works)
    expect(launchOutcome(await engine.run(program(kept)), { ...spec, ...kept }, docker)).toMatchObject({ id })
  })

  test('tells what a kept entrypoint printed that ends, though it ran at first', async () => {
    const engine = stub(`case "$1 $*" in
  container\\ *ExitCode*) echo 64; exit ;;
  container\\ *) [ -e again ] && { echo 'exited ""'; exit; } || touch again ;;
  logs*) echo 'unknown command: /bin/sh'; exit ;;
esac${works}`)
    const answer = await engine.run(program(kept))
    expect(launchOutcome(answer, { ...spec, ...kept }, docker)).toMatchObject({
      code: 'BERTH_LAUNCH_FAILED',
      reason: 'it ended at once, with exit code 64, and printed: unknown command: /bin/sh',
      remedy: expect.stringMatching(/runtime\.args\.entrypoint to "replace"/),
    })
  })

  test('creates nothing where the environment was cut, wherever that was', async () => {
    const engine = stub(works)
    const whole = program({ env: { A: 'one', B: 'two\nlines', C: '=' } })
    const { input = '' } = whole
    // The last byte is a line break, which says nothing.
    for (let length = 0; length < input.length - 1; length += 1) {
      await expect(engine.run({ ...whole, input: input.slice(0, length) })).rejects.toThrow('did not arrive to its end')
    }
    expect(existsSync(join(engine.folder, 'calls'))).toBe(false)
    expect(launchOutcome(await engine.run(whole), spec, docker)).toMatchObject({ id })
  })

  test('gives the engine the environment, byte for byte, and keeps it out of all argument lists', async () => {
    const long = 'x'.repeat(100_000)
    const values = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 40 }).filter((value) => !value.includes('\0')),
      fc
        .array(fc.constantFrom('\n', '\r', "'", '"', '\\', '$1', '$HOME', '`id`', '#', ' ', '=', 'é', '\u0081'))
        .map((words) => words.join('')),
      fc.constantFrom('', ' ', '\n', long, `${long}\n`),
    )
    const names = fc.stringMatching(/^[A-Za-z_]\w{0,8}$/).map((name) => `x_${name}`)
    const engine = stub(`
case $1 in
  create)
    cat /dev/stdin >file
    env -0 >inherited
    tr '\\0' '\\n' </proc/$$/cmdline >words
    tr '\\0' '\\n' </proc/$PPID/cmdline >>words ;;
esac${works}`)
    await fc.assert(
      fc.asyncProperty(fc.dictionary(names, values, { maxKeys: 4 }), async (variables) => {
        const env = { ...variables, SECRET: 'not to be seen\nnor this', PATH: '/of/the/container' }
        expect(launchOutcome(await engine.run(program({ env })), spec, docker)).toMatchObject({ id })
        const read = (file: string): string => readFileSync(join(engine.folder, file), 'utf8')
        const ofFile = read('file')
          .split('\n')
          .filter((line) => line !== '')
        const own = new Map(
          read('inherited')
            .split('\0')
            .map((pair) => pairOf(pair)),
        )
        const words = (engine.calls.findLast((call) => call.startsWith('create ')) ?? '').split(' ')
        const inherited = words.flatMap((word, at) => (word === '--env' ? [words[at + 1] ?? ''] : []))
        const given = new Map([
          ...ofFile.map(pairOf),
          ...inherited.map((name) => [name, own.get(name) ?? null] as const),
        ])
        expect(Object.fromEntries(given)).toEqual(env)
        expect(read('words')).not.toMatch(/to be seen|nor this|of\/the\/container/)
        expect(own.get('PATH')).not.toBe(env.PATH)
      }),
      { numRuns: 25 },
    )
  })

  test('has sudo leave the variables that the engine takes from its own environment, and no others', async () => {
    const engine = stub(`[ "$1" != create ] || { env -0 >inherited; cat /dev/stdin >file; }${works}`)
    const asSudo = `#!/bin/sh
echo "$*" >>'${engine.folder}/sudo-calls'
while case $1 in -*) true ;; *) false ;; esac; do shift; done
exec "$@"
`
    writeFileSync(join(engine.folder, 'sudo'), asSudo, { mode: 0o755 })
    const env = { ONE: 'a\nb', TWO: 'c\nd', LINE: 'e' }
    const made = launchProgram({ ...spec, env }, { ...docker, reachedBy: 'sudo' })
    if ('reason' in made) throw new Error(made.reason)
    expect(launchOutcome(await engine.run(made), spec, docker)).toMatchObject({ id })
    const read = (file: string): string => readFileSync(join(engine.folder, file), 'utf8')
    const [create = '', ...others] = read('sudo-calls').trimEnd().split('\n')
    expect(create).toMatch(/^-n --preserve-env=ONE,TWO docker create /)
    expect(others.filter((call) => call.includes('preserve-env'))).toEqual([])
    expect(read('inherited').split('\0')).toEqual(expect.arrayContaining(['ONE=a\nb', 'TWO=c\nd']))
    expect(read('file').trim()).toBe('LINE=e')
  })

  test.each([
    ['echo boom >&2; exit 1', 'BERTH_LAUNCH_FAILED', 'boom'],
    ['kill -KILL $$', 'BERTH_LAUNCH_UNKNOWN', 'ended by signal 9'],
    ['echo no id', 'BERTH_LAUNCH_UNKNOWN', 'answered a creation without an id: no id'],
  ])('a creation that ends by %j: %s', async (ending, code, reason) => {
    const answer = await stub(ending).run(program())
    expect(launchOutcome(answer, spec, docker)).toMatchObject({ code, reason: expect.stringContaining(reason) })
  })

  test.each([
    ['does not start', '[ "$1" != start ] || { echo boom >&2; exit 1; }', 'boom'],
    ['ends at once', endsAtOnce, 'it ended at once, with exit code 3, and printed: last words'],
    [
      'ends at once without a word',
      `[ "$1" != logs ] || exit 0\n${endsAtOnce}`,
      'it ended at once, with exit code 3, and printed nothing',
    ],
  ])('what %s is removed again', async (_what, line, reason) => {
    const engine = stub(`${line}${works}`)
    const answer = await engine.run(program())
    expect(launchOutcome(answer, spec, docker)).toMatchObject({ code: 'BERTH_LAUNCH_FAILED', reason })
    expect(engine.calls.at(-1)).toBe(`rm --force --volumes -- ${id}`)
  })

  test('what cannot be removed again is told', async () => {
    const answer = await stub(`case $1 in start | rm) exit 1 ;; esac${works}`).run(program())
    expect(answer.reports).toEqual([
      ['created', id],
      ['left', id],
    ])
  })

  test.each([
    ['creates', 'create', ['create', 'create', 'start', 'container']],
    ['starts', 'start', ['create', 'start', 'rm', 'create', 'start', 'container']],
  ])('without an init, of which the engine tells when it %s, once more without one', async (_what, when, calls) => {
    const says = `[ "$1" != ${when} ] || [ -e said ] || { touch said; echo docker-init: not found >&2; exit 1; }`
    const engine = stub(`${says}${works}`)
    expect(launchOutcome(await engine.run(program()), spec, docker)).toMatchObject({ id })
    const [first = '', ...others] = engine.calls.join('\n').split(/^(?=create|start|rm|container)/m)
    expect([first, ...others].map((call) => call.split(' ')[0])).toEqual(calls)
    expect(others.filter((call) => call.startsWith('create --init'))).toEqual([])
    expect(first).toMatch(/^create --init/)
  })

  test('a source that the engine would make is looked for first', async () => {
    const engine = stub(works)
    const volumes: readonly VolumeSpec[] = [
      { kind: 'bind', source: '/', target: '/root of the host', options: 'z' },
      { kind: 'bind', source: '/no such/source', target: '/x', options: 'z' },
    ]
    const answer = await engine.run(program({ volumes }))
    expect(answer).toEqual({ reports: [['refused', '']], stderr: 'bind source path does not exist: /no such/source\n' })
    expect(() => engine.calls).toThrow(/ENOENT/)
  })

  test('a source that the engine would make and that the login user may not see is not given', async () => {
    const engine = stub(works)
    // A link to itself, which stands for all that a look at a path can fail by but that there is none.
    const source = join(engine.folder, 'loop')
    symlinkSync('loop', source)
    const answer = await engine.run(program({ volumes: [{ kind: 'bind', source, target: '/x', options: 'z' }] }))
    expect(launchOutcome(answer, spec, docker)).toMatchObject({
      code: 'BERTH_LAUNCH_FAILED',
      reason: expect.stringContaining(`whether the bind source path ${source} exists cannot be told: stat: `),
      remedy: expect.stringMatching(/set runtime\.privilege to "sudo"/),
    })
    expect(() => engine.calls).toThrow(/ENOENT/)
  })
})
