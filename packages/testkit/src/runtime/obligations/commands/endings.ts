import assert from 'node:assert/strict'
import type { ContainerExecOptions, ExecResult } from '@berth/core/adapter'
import { newProcessMark, type ProcessMark } from '../../fixture/process-mark.js'
import { programs } from '../../fixture/programs.js'
import { launches, type RuntimeObligation } from '../../fixture/runtime-obligation.js'
import type { Stage } from '../../fixture/stage.js'

/**
 * What `exec` owes when a command is to end: nothing of it goes on, children that left their session or ignore signals
 * included.
 */
export const endingObligations: readonly RuntimeObligation[] = [
  {
    name: 'leaves no process of a command behind when it is aborted',
    needs: launches,
    body: (stage) => expectEnd(stage, 'abort'),
  },
  {
    name: 'leaves no process of a command behind when its time is up',
    needs: launches,
    body: (stage) => expectEnd(stage, 'timeout'),
  },
  {
    name: 'leaves no process of a command behind that was silent for too long',
    needs: launches,
    body: (stage) => expectEnd(stage, 'idle'),
  },
  {
    name: 'leaves no process of a command behind whose output nobody takes, and rejects with the reason',
    needs: launches,
    body: async (stage) => {
      const ended = await endings(stage).callback
      const { outcome, left } = ended
      assert.equal(outcome, notTaken)
      ran(ended)
      assert.equal(left, '', 'processes that go on')
    },
  },
  {
    name: 'believes no end of a command that its container did not tell',
    needs: launches,
    body: async (stage) => {
      const engine = await stage.engine()
      const launched = await stage.launch()
      let removal: Promise<void> | undefined
      const ended = await stage.runtime.exec(engine, launched.id, programs.upForLong, {
        timeout: 60_000,
        onOutput: () => {
          removal ??= stage.runtime.remove(engine, launched)
        },
      })
      await removal
      const { endedBy, exitCode, stdout, mayStillRun } = ended
      const lost = { endedBy: 'lost', exitCode: null, stdout: 'up\n', because: 'end not told' }
      assert.deepEqual({ endedBy, exitCode, stdout, because: mayStillRun?.because }, lost)
    },
  },
]

/** A tree of processes that was to end: how `exec` ended, what of it was seen to run before, and what is left of it. */
interface EndedTree {
  readonly outcome: unknown
  readonly seen: string
  readonly left: string
}

type Way = 'abort' | 'timeout' | 'idle' | 'callback'

const notTaken = new TypeError('not taken')

const begun = new WeakMap<Stage, Readonly<Record<Way, Promise<EndedTree>>>>()

/** All ways to end a tree, begun at once: most of it is waiting. */
function endings(stage: Stage): Readonly<Record<Way, Promise<EndedTree>>> {
  const known = begun.get(stage)
  if (known !== undefined) return known
  const controller = new AbortController()
  const all = {
    abort: endTree(stage, { signal: controller.signal }, () => controller.abort()),
    timeout: endTreeInTime(stage, [4000, 30_000]),
    idle: endTree(stage, { idleTimeout: 3000 }),
    callback: endTree(stage, {}, () => {
      throw notTaken
    }),
  }
  for (const ending of Object.values(all)) ending.catch(() => undefined)
  begun.set(stage, all)
  return all
}

async function endTree(
  stage: Stage,
  options: ContainerExecOptions,
  afterOutput: () => void = () => undefined,
): Promise<EndedTree> {
  const mark = newProcessMark()
  let seen = ''
  const onOutput = async (): Promise<void> => {
    seen = await processesWith(stage, mark)
    afterOutput()
  }
  const outcome = await stage.exec(programs.tree(mark), { ...options, onOutput }).catch((error: unknown) => error)
  return { outcome, seen, left: await processesWith(stage, mark) }
}

/**
 * Ends a tree at the first of these timeouts, in milliseconds, that gave time to see it run: on a host that has much
 * else to do, a short one is over before anybody has looked.
 */
async function endTreeInTime(stage: Stage, [timeout, ...longer]: readonly [number, ...number[]]): Promise<EndedTree> {
  const ended = await endTree(stage, { timeout })
  const [next, ...others] = longer
  return isSeen(ended) || next === undefined ? ended : endTreeInTime(stage, [next, ...others])
}

function isSeen({ seen }: EndedTree): boolean {
  return seen.trim().split('\n').length >= 4
}

async function expectEnd(stage: Stage, way: 'abort' | 'timeout' | 'idle'): Promise<void> {
  const ended = await endings(stage)[way]
  const { outcome, left } = ended
  assert.ok(isResult(outcome), `should resolve, and rejected with ${String(outcome)}`)
  ran(ended)
  const { endedBy, exitCode, stdout } = outcome
  assert.deepEqual({ endedBy, exitCode, stdout, left }, { endedBy: way, exitCode: null, stdout: 'up\n', left: '' })
}

function isResult(outcome: unknown): outcome is ExecResult {
  return typeof outcome === 'object' && outcome !== null && 'endedBy' in outcome
}

/**
 * Expects that the tree was seen to run: the shell, two children that left its session, each with a child of its own,
 * and one child that stayed.
 */
function ran(ended: EndedTree): void {
  const found = ended.seen.trim() || 'none; does the container have a /proc of its own processes?'
  assert.ok(isSeen(ended), `the command and its children were not all seen to run: ${found}`)
}

async function processesWith(stage: Stage, mark: ProcessMark): Promise<string> {
  const { stdout, exitCode, stderr } = await stage.exec(programs.processesWith(mark))
  assert.equal(exitCode, 0, `processes could not be looked up: ${stderr}`)
  return stdout
}
