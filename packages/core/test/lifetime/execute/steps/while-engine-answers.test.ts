import type { ContainerRuntime } from '@berth/core/adapter'
import { describe, expect, it } from 'vitest'
import { BerthError, type HostsError } from '../../../../src/errors/index.js'
import { berthOver, lab } from '../../berth-over.js'
import { rejection } from '../../rejection.js'
import { setupScriptFile } from '../setup-script-file.js'
import { timeFlies } from '../time-flies.js'

timeFlies()

const seconds = (count: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, count * 1000))

/** Two hosts; on the second, a launch takes so many seconds, and the engine answers the questions beside it as told. */
function slowLaunch(takes: number, answers: (question: number) => boolean) {
  const memory = lab(['a', 'b'])
  let questions = 0
  const launch: ContainerRuntime['launch'] = async (engine, spec, options = {}) => {
    if (engine.connection.host === 'a') return memory.runtime.launch(engine, spec, options)
    await Promise.race([
      seconds(takes),
      new Promise((_, reject) =>
        options.signal?.addEventListener('abort', () =>
          reject(new BerthError({ code: 'BERTH_ABORTED', host: 'b', operation: 'launch', message: 'aborted' })),
        ),
      ),
    ])
    return memory.runtime.launch(engine, spec, options)
  }
  const list: ContainerRuntime['list'] = async (engine, labels, options) => {
    if (options?.timeout === undefined) return memory.runtime.list(engine, labels, options)
    questions += 1
    if (answers(questions)) return memory.runtime.list(engine, labels, options)
    await seconds(options.timeout / 1000)
    throw new BerthError({ code: 'BERTH_PROBE_UNTRUSTED', host: 'b', operation: 'list', message: 'no answer' })
  }
  const berth = berthOver(memory, {}, { runtimes: { memory: { ...memory.runtime, launch, list } } })
  return { ...berth, memory, questions: () => questions }
}

describe('a launch', () => {
  it('that takes its time is waited for, while the engine answers', async () => {
    const { cluster, questions } = slowLaunch(290, () => true)
    expect((await cluster.up())?.action).toBe('launch')
    expect(questions()).toBeGreaterThan(3)
  })

  it('is waited for though the engine tells nothing of a container that is being started', async () => {
    const memory = lab(['a'])
    let starting: Readonly<Record<string, string>> = {}
    const launch: ContainerRuntime['launch'] = async (engine, spec, options) => {
      starting = spec.labels
      await seconds(200)
      return memory.runtime.launch(engine, spec, options)
    }
    const list: ContainerRuntime['list'] = async (engine, labels, options) => {
      if (Object.entries(labels).some(([name, value]) => starting[name] !== value))
        return memory.runtime.list(engine, labels, options)
      await seconds((options?.timeout ?? 60_000) / 1000)
      throw new BerthError({ code: 'BERTH_PROBE_UNTRUSTED', host: 'a', operation: 'list', message: 'no answer' })
    }
    const { cluster } = berthOver(memory, {}, { runtimes: { memory: { ...memory.runtime, launch, list } } })
    expect((await cluster.up())?.action).toBe('launch')
  })

  it('is waited for where the engine is slow to answer now and then', async () => {
    const { cluster, events } = slowLaunch(250, (question) => question % 2 === 0)
    expect((await cluster.up())?.action).toBe('launch')
    expect(events).toContainEqual({
      type: 'host',
      host: 'b',
      step: 'launch',
      status: 'progress',
      message: 'the engine does not answer',
    })
  })

  it('on an engine that is stuck is given up: the outcome is unknown, the other containers are removed', async () => {
    const { cluster, memory, questions } = slowLaunch(900, () => false)
    const error = await rejection<HostsError>(cluster.up())
    expect(error.code).toBe('BERTH_LAUNCH_UNKNOWN')
    expect(error.message).toMatch(
      /b: launch container: the engine does not answer: 2 small questions|b:\n {2}launch container: the engine does not answer: 2 small questions/,
    )
    expect(questions()).toBe(2)
    expect(memory.ids()).toEqual([])
  })

  it('ends with an abort of the caller as such', async () => {
    const aborting = new AbortController()
    const { cluster } = slowLaunch(900, (question) => {
      if (question === 2) aborting.abort(new Error('enough'))
      return true
    })
    expect((await rejection<HostsError>(cluster.up({ signal: aborting.signal }))).code).toBe('BERTH_ABORTED')
  })
})

/** A host whose setup script takes so many seconds, and an engine that answers the questions beside it or does not. */
function slowScript({ takes, answers, prints }: { takes: number; answers: boolean; prints: boolean }) {
  const memory = lab(['a'])
  let questions = 0
  const exec: ContainerRuntime['exec'] = async (engine, id, command, options = {}) => {
    if (![command].flat().includes('berth-provision')) return memory.runtime.exec(engine, id, command, options)
    const aborted = new Promise<true>((resolve) => options.signal?.addEventListener('abort', () => resolve(true)))
    for (let second = 0; second < takes; second += 1) {
      if (await Promise.race([seconds(1).then(() => false), aborted])) {
        const nothing = {
          host: 'a',
          exitCode: null,
          signal: null,
          stdout: '',
          stderr: '',
          truncated: false,
          duration: 1,
        }
        return { ...nothing, endedBy: 'abort' } as Awaited<ReturnType<ContainerRuntime['exec']>>
      }
      if (prints) options.onOutput?.('stderr', Buffer.from('another second\n'))
    }
    return memory.runtime.exec(engine, id, command, options)
  }
  const list: ContainerRuntime['list'] = async (engine, labels, options) => {
    if (options?.timeout === undefined) return memory.runtime.list(engine, labels, options)
    questions += 1
    if (answers) return memory.runtime.list(engine, labels, options)
    await seconds(options.timeout / 1000)
    throw new BerthError({ code: 'BERTH_PROBE_UNTRUSTED', host: 'a', operation: 'list', message: 'no answer' })
  }
  const runtimes = { memory: { ...memory.runtime, exec, list } }
  const berth = berthOver(memory, { setup_script: setupScriptFile() }, { runtimes })
  return { ...berth, memory, questions: () => questions }
}

describe('a setup script', () => {
  it('that takes its time is waited for, while the engine answers', async () => {
    const { cluster, questions } = slowScript({ takes: 400, answers: true, prints: false })
    expect((await cluster.up())?.action).toBe('launch')
    expect(questions()).toBeGreaterThan(3)
  })

  it('that prints is waited for, and its engine is asked nothing', async () => {
    const { cluster, questions } = slowScript({ takes: 400, answers: false, prints: true })
    expect((await cluster.up())?.action).toBe('launch')
    expect(questions()).toBe(0)
  })

  it('whose engine is stuck is given up after about two minutes, and what was launched is removed', async () => {
    const { cluster, memory, events, questions } = slowScript({ takes: 900, answers: false, prints: false })
    const error = await rejection<HostsError>(cluster.up())
    expect(error.code).toBe('BERTH_PROVISION_FAILED')
    expect(error.message).toMatch(/provision container: the engine does not answer: 4 small questions/)
    expect(questions()).toBe(4)
    expect(memory.ids()).toEqual([])
    const message = 'the engine does not answer'
    expect(events).toContainEqual({ type: 'host', host: 'a', step: 'provision', status: 'progress', message })
  })
})
