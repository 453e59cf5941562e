import {
  BerthError,
  type ContainerRuntime,
  defineArgsSchema,
  defineCapabilities,
  type EngineConnection,
  type ExecResult,
  type HostConnection,
  type HostExecOptions,
  programRuntime,
  type Remedy,
  type RuntimeParts,
  remedySteps,
} from '@berth/core/adapter'
import { bareSpec } from '@berth/testkit'
import { localTransport } from '@berth/transport-local'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'

const transport = localTransport()
const local = await transport.connect('this')
afterAll(() => transport.close())

const view = {
  engine: {
    id: null,
    boot: null,
    own: true,
    version: '1',
    store: 'none',
    root: '/words',
    reachedBy: 'plain',
    rootless: false,
    endsWithLogin: false,
  },
  localImage: null,
} as const
const identity = { id: 'i', configDigest: null, manifestDigests: [], layers: [], platform: null }
const handle = { id: 'id', name: 'box', labels: {} }
const spec = bareSpec({ name: 'box', image: identity })

/** A runtime whose engine is a word, and whose containers are the host itself. */
const parts: RuntimeParts<string> = {
  name: 'words',
  title: 'Words',
  capabilities: defineCapabilities(),
  advice: () => ({ image: 'See the image.', container: 'See the container.', list: 'See the list.' }),
  said: (stderr) => stderr.trim().toUpperCase(),
  observe: {
    program: ({ name }) => ({ program: 'say engine "$1"', words: [name] }),
    outcome: () => ({ observation: { ...view, state: 'absent' } }),
  },
  engine: ({ root }) => `at-${root}`,
  ensureImage: {
    program: (_, engine) => ({ program: 'say loading; echo half; echo beside >&2; say image "$1"', words: [engine] }),
    beginnings: ({ archive }) => ({ loading: `loading ${archive}` }),
    progressOn: 'stdout',
    outcome: ({ reports }) => ({ ...identity, id: reports.at(-1)?.[1] ?? '' }),
  },
  launch: {
    program: (_, engine, unique) => ({ program: 'say id "$1"', words: [`${engine} ${unique}`] }),
    outcome: ({ reports }) => ({ id: reports[0]?.[1] ?? '', startedAt: 'now' }),
  },
  restart: { program: () => ({ program: 'fail no' }), outcome: () => null, timeout: 5000 },
  remove: { program: () => ({ program: 'say done' }), outcome: () => null },
  exec: { enter: ({ argv, env }, id, engine) => ['env', `SEEN=${engine} ${id}`, ...pairs(env), ...argv] },
  list: {
    program: (labels) => ({ program: 'for label; do say label "$label"; done', words: Object.keys(labels) }),
    outcome: ({ reports }) => reports.map(([, id]) => ({ ...handle, id })),
  },
}

const pairs = (env: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(env).map(([name, value]) => `${name}=${value}`)

/** This machine, with a list of what it was asked, and results that can be changed. */
class Host {
  readonly asked: HostExecOptions[] = []
  change: (result: ExecResult) => ExecResult = (result) => result
  readonly connection: HostConnection = Object.assign(Object.create(local), {
    exec: async (...[command, options = {}]: Parameters<HostConnection['exec']>) => {
      this.asked.push(options)
      return this.change(await local.exec(command, options))
    },
  })
}

let host = new Host()
let engine: EngineConnection
beforeEach(() => {
  host = new Host()
  engine = { connection: host.connection, facts: view.engine }
})

const make = (change: Partial<RuntimeParts<string>> = {}): ContainerRuntime => programRuntime({ ...parts, ...change })
const argsSchema = defineArgsSchema({ properties: { partition: { type: 'string' } } })
const query = { name: 'box', image: 'a:1', privilege: 'auto' } as const
const source = { reference: 'a:1', pull: 'missing', archive: '/i' } as const

it('is called as its parts say, with the keys that they bring, if any', () => {
  expect(make({ argsSchema })).toMatchObject({ name: 'words', capabilities: parts.capabilities, argsSchema })
  expect('argsSchema' in make()).toBe(false)
})

describe('the engine of a call', () => {
  it('is the one that was observed, whichever connection the call comes by, and is not looked for', async () => {
    const runtime = make()
    expect(await runtime.observe(host.connection, query)).toEqual({ ...view, state: 'absent' })
    const another = new Host()
    const { id } = await runtime.launch({ ...engine, connection: another.connection }, spec)
    expect(id).toMatch(/^at-\/words [0-9a-f-]{36}$/)
    expect([host.asked, another.asked].map(({ length }) => length)).toEqual([1, 1])
  })
})

describe('observe', () => {
  it('looks once more, and only once, where parts of the answer did not agree', async () => {
    const seen = { observation: { ...view, state: 'absent' }, changing: true } as const
    await make({ observe: { ...parts.observe, outcome: () => seen } }).observe(host.connection, query)
    expect(host.asked).toHaveLength(2)
  })

  const ended = { exitCode: null, signal: null }
  it.each<[string, Partial<ExecResult>, RegExp, boolean]>([
    ['fails', { exitCode: 1, stderr: 'because' }, /^the probe failed: BECAUSE$/, false],
    [
      'was killed',
      { ...ended, endedBy: 'signal' },
      /^the probe failed: it failed without a word, ended by a signal; nothing was changed$/,
      false,
    ],
    ['is cut', { stdout: 'say' }, /incomplete/, false],
    ['is too long', { truncated: true }, /failed/, false],
    [
      'takes too long',
      { ...ended, endedBy: 'timeout' },
      /^Words did not answer: not done after .* s, and was ended; nothing was changed$/,
      false,
    ],
    ['was lost', { ...ended, endedBy: 'lost' }, /connection was lost/, true],
  ])('is unknown where the answer %s', async (_, change, reason, unreachable) => {
    host.change = (result) => ({ ...result, ...change })
    const observation = await make().observe(host.connection, query)
    const remedy = expect.stringMatching(/\.$/)
    expect(observation).toEqual({
      state: 'unknown',
      ...(unreachable && { code: 'BERTH_CONNECTION_LOST' }),
      reason: expect.stringMatching(reason),
      remedy,
      unreachable,
    })
  })

  it('is unknown where the answer makes no sense, and rejects only with an abort', async () => {
    const outcome = (): never => {
      throw new BerthError({ code: 'BERTH_PROBE_UNTRUSTED', operation: 'read', message: 'no sense' })
    }
    const senseless = make({ observe: { ...parts.observe, outcome } }).observe(host.connection, query)
    expect(await senseless).toMatchObject({ state: 'unknown', reason: 'no sense' })
    const aborted = make().observe(host.connection, query, { signal: AbortSignal.abort() })
    await expect(aborted).rejects.toMatchObject({ code: 'BERTH_ABORTED' })
  })
})

describe('the calls', () => {
  it('pass on progress, and say what the image is', async () => {
    const told: string[] = []
    const runtime = make()
    const image = await runtime.ensureImage(engine, source, { onProgress: (line) => told.push(line) })
    expect(image.id).toBe('at-/words')
    expect(told).toEqual(['loading /i', 'half'])
    expect(await runtime.ensureImage(engine, source)).toEqual(image)
  })

  it('have the time that the contract gives them, the part or the caller', async () => {
    const runtime = make()
    await runtime.observe(host.connection, query)
    await runtime.ensureImage(engine, source)
    await runtime.launch(engine, spec)
    await runtime.restart(engine, handle).catch(() => undefined)
    await runtime.remove(engine, handle)
    await runtime.list(engine, {})
    await runtime.list(engine, {}, { timeout: 7000 })
    const times = [60_000, 900_000, 900_000, 5000, 60_000, 60_000, 7000]
    expect(host.asked.map(({ timeout }) => timeout)).toEqual(times)
  })

  it('run nothing for what the engine cannot do', async () => {
    const refusal = { code: 'BERTH_CAPABILITY_MISSING', reason: 'cannot', remedy: 'Do not.' } as const
    const runtime = make({ launch: { ...parts.launch, program: () => refusal } })
    await runtime.observe(host.connection, query)
    await expect(runtime.launch(engine, spec)).rejects.toMatchObject({ ...refusal, host: 'this' })
    expect(host.asked).toHaveLength(1)
  })

  it('reject with what an answer comes to, under its code or their own', async () => {
    const refusal = { reason: 'seen', remedy: 'Do.' }
    const taken = { ...refusal, code: 'BERTH_NAME_TAKEN' } as const
    const runtime = make({
      launch: { ...parts.launch, outcome: () => taken },
      list: { ...parts.list, outcome: () => refusal },
    })
    await expect(runtime.launch(engine, spec)).rejects.toMatchObject(taken)
    const untrusted = { ...refusal, code: 'BERTH_PROBE_UNTRUSTED', operation: 'list containers' }
    await expect(runtime.list(engine, {})).rejects.toMatchObject(untrusted)
  })

  it('reject with what a program said when it failed, or what that means', async () => {
    const failed = { code: 'BERTH_RESTART_FAILED', reason: 'NO', remedy: 'See the container.' }
    await expect(make().restart(engine, handle)).rejects.toMatchObject(failed)
    const explain = (stderr: string, remedy: Remedy, engine: string, { id }: { readonly id: string }) => ({
      reason: `${stderr.trim()} of ${engine} for ${id}`,
      remedy: [...remedySteps(remedy), 'Then try again.'],
    })
    await expect(make({ restart: { ...parts.restart, explain } }).restart(engine, handle)).rejects.toMatchObject({
      reason: 'no of at-/words for id',
      remedy: 'See the container. Then try again.',
    })
  })

  it('say that the outcome of a launch is unknown of which nobody saw the end', async () => {
    const launch = { ...parts.launch, program: () => ({ program: 'say made; exit 1' }) }
    await expect(make({ launch }).launch(engine, spec)).rejects.toMatchObject({ code: 'BERTH_LAUNCH_UNKNOWN' })
  })

  it('end with an abort', async () => {
    const runtime = make({ remove: { ...parts.remove, program: () => ({ program: 'sleep 20' }) } })
    await runtime.observe(host.connection, query)
    const removing = runtime.remove(engine, handle, { signal: AbortSignal.timeout(200) })
    await expect(removing).rejects.toMatchObject({ code: 'BERTH_ABORTED' })
  })
})

describe('exec', () => {
  it('enters the container by the engine', async () => {
    const { stdout } = await make().exec(engine, 'id', 'echo "$SEEN"')
    expect(stdout).toBe('at-/words id\n')
  })

  it('runs nothing for options that the runtime cannot meet', async () => {
    const refuse = () => ({ reason: 'no users', remedy: 'Leave it out.' })
    const refused = make({ exec: { ...parts.exec, refuse } }).exec(engine, 'id', 'true', { user: 'ann' })
    await expect(refused).rejects.toMatchObject({ code: 'BERTH_EXEC_NOT_STARTED', reason: 'no users' })
    expect(host.asked).toEqual([])
  })

  it('says what keeps a command from its start, in the words of the runtime', async () => {
    const exec = { ...parts.exec, enter: () => ['sh', '-c', 'echo gone >&2; exit 125'] }
    const plain = make({ exec }).exec(engine, 'id', 'true')
    await expect(plain).rejects.toMatchObject({ code: 'BERTH_EXEC_NOT_STARTED', reason: expect.stringMatching(/gone/) })
    const explain = (said: string) => ({ reason: `it is ${said.match(/gone/)?.[0]}`, remedy: 'Bring it up.' })
    const explained = make({ exec: { ...exec, explain } }).exec(engine, 'id', 'true')
    await expect(explained).rejects.toMatchObject({ reason: 'it is gone', remedy: 'Bring it up.', host: 'this' })
    const isOpen = (said: string) => ({ ...explain(said), code: 'BERTH_CONNECTION_LOST' }) as const
    await expect(make({ exec: { ...exec, explain: isOpen } }).exec(engine, 'id', 'true')).rejects.toMatchObject({
      code: 'BERTH_CONNECTION_LOST',
      retryable: false,
      reason: 'it is gone; it may have run',
    })
  })

  it('takes a number that leaves the start open for a refusal where the words of the engine prove one', async () => {
    const exec = { ...parts.exec, enter: () => ['sh', '-c', 'echo refused >&2; exit 255'] }
    const open = { code: 'BERTH_CONNECTION_LOST', reason: expect.stringMatching(/it may have run: refused/) }
    for (const provesNotStarted of [undefined, () => false]) {
      const runtime = make({ exec: { ...exec, ...(provesNotStarted && { provesNotStarted }) } })
      await expect(runtime.exec(engine, 'id', 'true')).rejects.toMatchObject(open)
    }
    const proven = make({ exec: { ...exec, provesNotStarted: (said) => said.includes('refused') } })
    await expect(proven.exec(engine, 'id', 'true')).rejects.toMatchObject({
      code: 'BERTH_EXEC_NOT_STARTED',
      reason: 'refused',
      retryable: false,
    })
  })
})
