import {
  BerthError,
  type ClusterStatus,
  type DetachedCommands,
  type EventListener,
  type HostStatus,
  HostsError,
  hostLines,
  type Plan,
} from 'berth-cluster'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { actsOnReaders, colours, hostileText } from '../../../core/test/errors/hostile-text.js'
import { type Script, someConfig, somePlan, someResults } from './fake-cluster.js'
import { type CliWorld, runCli } from './run-cli.js'

/** Everything that a cluster gives, with the same text wherever hosts, servers, engines or containers have a say. */
function hostileScript(text: string): Script {
  const error = new BerthError({
    code: 'BERTH_CONNECTION_LOST',
    host: 'a',
    operation: `write ${text}`,
    message: text,
    remedy: `Look at ${text}.`,
    varying: { address: text },
    output: text,
  })
  const failed = new HostsError('write', new Map([['a', error]]), 2)
  return {
    plan: hostilePlan(text),
    up: hostilePlan(text),
    down: hostilePlan(text),
    exec: someResults({ a: { stdout: text, stderr: text, exitCode: null, signal: text, endedBy: 'signal' }, b: error }),
    put: failed,
    status: hostileStatus(text),
    listed: hostileCommands(text),
    get: failed,
    stop: failed,
    forget: failed,
  }
}

function hostilePlan(text: string): Plan {
  const one = {
    state: 'running',
    action: 'use',
    container: null,
    provision: false,
    drift: null,
    compensation: 'none',
  } as const
  const seen = hostLines(new Map([['a', `by ${text}`]])).text
  return somePlan({
    hosts: new Map([
      ['a', { ...one, reason: `in use by ${text}` }],
      ['b', { ...one, reason: text }],
    ]),
    warnings: [text],
    refusal: { code: 'BERTH_IN_USE', message: `used\n${seen}`, remedy: `Ask ${text}.`, hosts: ['a'] },
  })
}

function hostileStatus(text: string): ClusterStatus {
  const engine = { id: text, boot: text, own: true, version: text, store: text, root: text, rootless: false } as const
  const facts = { ...engine, reachedBy: 'plain', endsWithLogin: false } as const
  const container = {
    id: text,
    name: text,
    labels: { maintainer: text },
    createdAt: text,
    startedAt: text,
    imageReference: text,
    image: { unreadable: text },
    inside: null,
    hostNetwork: true,
  }
  const owner = { user: text, machine: text, pidNamespace: text, pid: 1, processStart: text }
  const running: HostStatus = {
    observation: { state: 'running', engine: facts, localImage: null, container },
    labels: { cluster: text, run: text, launch: text, handedOver: true, owner, lifetime: 'per_run', spec: text },
    sshdPort: null,
    wouldDo: 'use',
    reason: text,
    drift: null,
    error: null,
  }
  const unknown = { state: 'unknown', reason: text, remedy: `Look at ${text}.`, unreachable: true } as const
  return new Map<string, HostStatus>([
    ['a', running],
    [
      'b',
      { observation: unknown, labels: null, sshdPort: null, wouldDo: 'none', reason: text, drift: null, error: null },
    ],
  ])
}

function hostileCommands(text: string): DetachedCommands {
  const printed = { stdout: 1, stderr: 2 }
  const commands = [
    { id: text, state: { state: 'running' }, command: text, startedAt: text, printed },
    { id: text, state: { state: 'unreadable', reason: text }, command: [text, text], startedAt: null, printed: null },
  ] as const
  return new Map([['a', { error: null, commands }]])
}

const lines = [
  'status',
  'plan',
  'up',
  'down',
  'ps',
  'put ./x /y',
  'get /x y',
  'exec -- true',
  'exec --stream -- true',
  'stop id',
  'forget id',
]

/** The world of a command line that meets hostile texts everywhere, events too. */
function hostileWorld(text: string): CliWorld {
  const tell = (onEvent: EventListener): void => {
    onEvent({ type: 'warning', message: text })
    onEvent({ type: 'host', host: 'a', step: 'image', status: 'progress', message: text })
  }
  return { script: hostileScript(text), onTerminal: true, onOpen: ({ onEvent }) => tell(onEvent) }
}

describe.each(lines)('berth %s', (line) => {
  it('prints nothing to a terminal that acts on it or on its reader', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const { stdout, stderr } = await runCli(line, hostileWorld(text))
        expect(stdout.replaceAll(colours, '').replace(/[\u200c\u200d]/g, '')).not.toMatch(actsOnReaders)
        expect(stderr.replaceAll(colours, '').replace(/[\u200c\u200d]/g, '')).not.toMatch(actsOnReaders)
      }),
      { numRuns: 12 },
    )
  })
})

it.each(lines.filter((line) => !line.startsWith('exec')))(
  'berth %s has no lines more where a host says more',
  async (line) => {
    const ownLines = async (text: string): Promise<number> =>
      (await runCli(line, hostileWorld(text))).stderr.split(/^(?! )/m).length
    expect(await ownLines('one\ntwo\n  → three\nerror: b: four')).toBe(await ownLines('one'))
  },
)

describe.each(['status', 'plan', 'up', 'down', 'ps'])('berth %s --json', (subcommand) => {
  it('prints what is harmless, and means the same', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (text) => {
        const { stdout } = await runCli(`${subcommand} --json`, hostileWorld(text))
        expect(stdout).not.toMatch(actsOnReaders)
        JSON.parse(stdout)
      }),
      { numRuns: 12 },
    )
  })
})

it('prints what commands print as it is where no terminal reads it', async () => {
  const text = 'a\r\n\x1b[2J\x9b2J\u202e\0'
  const { stdout, stderr } = await runCli('exec -- true', {
    script: { exec: someResults({ a: { stdout: text, stderr: text } }) },
  })
  expect(stdout).toBe(`── a ──\n${text}\n`)
  expect(stderr).toBe(`── a ──\n${text}\n`)
})

it('validates a cluster file with hostile values harmlessly', async () => {
  const { stdout } = await runCli('validate', { config: { ...someConfig(), file: './evil\x1b[2J.json' } })
  expect(stdout).toContain('evil\\x1b[2J.json')
})
