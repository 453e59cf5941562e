import assert from 'node:assert/strict'
import { inspect, isDeepStrictEqual } from 'node:util'
import type { ExecResult, HostConnection, Observation } from '@berth/core/adapter'
import { rejectsWith } from '../../../suite/rejects-with.js'
import { unreachable, withChangedResults } from '../../fixture/faulty-connection.js'
import { withRepeatedAnswers } from '../../fixture/repeated-answers.js'
import { launches, type RuntimeObligation } from '../../fixture/runtime-obligation.js'
import { newName, type Stage } from '../../fixture/stage.js'

/** What `observe` owes when what it hears cannot be trusted. */
export const distrustObligations: readonly RuntimeObligation[] = [
  {
    name: 'observes the same, whatever is warned of on stderr',
    needs: launches,
    body: async (stage) => {
      const { name, id } = await stage.shared()
      const warn = (result: ExecResult): ExecResult => ({ ...result, stderr: `${warnings}${result.stderr}${warnings}` })
      assert.deepEqual(await observeThrough(stage, name, warn), await stage.observe(name))
      const none = newName()
      assert.deepEqual(await observeThrough(stage, none, warn), await stage.observe(none), `beside ${id}`)
    },
  },
  {
    name: 'takes no answer that was cut for an observation',
    needs: launches,
    body: (stage) => distrusts(stage, cuts),
  },
  {
    name: 'takes no garbage for an observation',
    needs: launches,
    body: (stage) => distrusts(stage, garbage),
  },
  {
    name: 'takes no answer for an observation whose command failed or was lost',
    needs: launches,
    body: (stage) => distrusts(stage, failures),
  },
  {
    name: 'observes unknown and unreachable where the host cannot be reached',
    body: async (stage) => {
      const seen = await stage.observe(newName(), { host: unreachable(stage.host) })
      assert.ok(seen.state === 'unknown', `was seen as ${JSON.stringify(seen)}`)
      assert.equal(seen.unreachable, true, JSON.stringify(seen))
      assert.ok(seen.reason !== '' && seen.remedy !== '', JSON.stringify(seen))
    },
  },
  {
    name: 'rejects an observation that was aborted',
    body: async ({ runtime, host, fixture }) => {
      const query = { name: newName(), image: fixture.image, privilege: 'auto' } as const
      const observing = runtime.observe(host, query, { signal: AbortSignal.abort() })
      await rejectsWith(observing, { host: host.host, code: 'BERTH_ABORTED' })
    },
  },
]

const warnings = 'WARNING: Error loading config file: permission denied\nsudo: unable to resolve host\nabsent\n'

type Change = (result: ExecResult) => ExecResult

function observeThrough(stage: Stage, name: string, change: Change, host = stage.host): Promise<Observation> {
  return stage.observe(name, { host: withChangedResults(host, change) })
}

const unchanged: Change = (result) => result

/**
 * A connection that need not ask the host each time, if this runtime takes answers that are given again for its own.
 */
async function quickly(stage: Stage, ...names: readonly string[]): Promise<HostConnection> {
  const host = withRepeatedAnswers(stage.host)
  const twice = async (name: string): Promise<boolean> =>
    isDeepStrictEqual(
      await observeThrough(stage, name, unchanged, host),
      await observeThrough(stage, name, unchanged, host),
    )
  for (const name of names) if (!(await twice(name))) return stage.host
  return host
}

/**
 * After each change of what the host answers, a running container is seen as running or not at all; where there is
 * none, none is seen.
 */
async function distrusts(stage: Stage, changes: ReadonlyMap<string, Change>): Promise<void> {
  const { name, id } = await stage.shared()
  const none = newName()
  const host = await quickly(stage, name, none)
  for (const [what, change] of changes) {
    const looking = [observeThrough(stage, name, change, host), observeThrough(stage, none, change, host)] as const
    const [running, absent] = await Promise.all(looking).catch((error: unknown) =>
      assert.fail(`with ${what}, an observation rejected with ${inspect(error)}`),
    )
    const trusted = running.state === 'unknown' || (running.state === 'running' && running.container.id === id)
    assert.ok(trusted, `with ${what}, a running container was seen as ${JSON.stringify(running)}`)
    const nothing = absent.state === 'unknown' || absent.state === 'absent'
    assert.ok(nothing, `with ${what}, where there is none was seen ${JSON.stringify(absent)}`)
  }
}

const parts = 12

const cuts: ReadonlyMap<string, Change> = new Map([
  ...Array.from({ length: parts }, (_, part): [string, Change] => [
    `${part} of ${parts} parts of the answer`,
    (result) => ({ ...result, stdout: result.stdout.slice(0, (result.stdout.length * part) / parts) }),
  ]),
  ['the answer without its last line', (result) => ({ ...result, stdout: withoutLastLine(result.stdout) })],
])

function withoutLastLine(text: string): string {
  return text.slice(0, text.trimEnd().lastIndexOf('\n') + 1)
}

const garbage: ReadonlyMap<string, Change> = new Map(
  ['\n', '{}', '[]\n', 'null\n', '<html><body>502 Bad Gateway</body></html>\n', '\u0000\uFFFD\u0001'.repeat(100)].map(
    (stdout): [string, Change] => [JSON.stringify(stdout), (result) => ({ ...result, stdout })],
  ),
)

const failures: ReadonlyMap<string, Change> = new Map<string, Change>([
  ['exit code 1 and no output', (result) => ({ ...result, exitCode: 1, stdout: '' })],
  ['exit code 127 and a half of the output', (result) => ({ ...result, exitCode: 127, stdout: half(result.stdout) })],
  ['no output at exit code 0', (result) => ({ ...result, stdout: '' })],
  [
    'an end by SIGKILL',
    (result) => ({ ...result, ...ended('signal'), signal: 'SIGKILL', stdout: half(result.stdout) }),
  ],
  ['a lost connection', (result) => ({ ...result, ...ended('lost'), stdout: half(result.stdout) })],
  ['the timeout', (result) => ({ ...result, ...ended('timeout'), stdout: half(result.stdout) })],
  ['more output than is kept', (result) => ({ ...result, truncated: true, stdout: half(result.stdout) })],
])

function half(text: string): string {
  return text.slice(0, text.length / 2)
}

function ended(endedBy: ExecResult['endedBy']): Pick<ExecResult, 'endedBy' | 'exitCode' | 'signal'> {
  return { endedBy, exitCode: null, signal: null }
}
