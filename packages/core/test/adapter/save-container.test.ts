import { describe, expect, it } from 'vitest'
import { programRuntime, type RuntimeParts } from '../../src/adapter/index.js'
import { defineCapabilities, type EngineFacts, type ExecResult, type HostConnection } from '../../src/contract/index.js'
import { BerthError } from '../../src/errors/index.js'

const facts: EngineFacts = {
  ...{ id: null, boot: null, own: true, version: '1', store: 'x', root: '/x', reachedBy: 'plain' },
  ...{ rootless: false, endsWithLogin: false },
}
const never = { program: () => ({ program: '', words: [] }), outcome: () => ({ reason: '', remedy: '' }) }
const parts: RuntimeParts<EngineFacts> = {
  ...{ name: 'x', title: 'X', capabilities: defineCapabilities({ save: true }), engine: (known) => known },
  advice: () => ({ image: 'Look.', container: 'Look at containers.', list: 'Look.' }),
  observe: { program: never.program, outcome: () => ({ observation: undefined as never }) },
  ensureImage: { ...never, beginnings: () => ({}), progressOn: 'stdout' },
  ...{ launch: never, restart: never, remove: never, list: never, exec: { enter: () => [] } },
  save: {
    write: ({ container, leftOut }) => ['write', container.id, ...leftOut],
    forget: (_unique, seconds) => ['forget', String(seconds)],
  },
}

/** What a runtime does with a program that prints these pieces and then ends so. */
async function saving(pieces: readonly string[], ending: Partial<ExecResult> | BerthError) {
  const commands: unknown[] = []
  const came: string[] = []
  const usual = {
    host: 'a',
    exitCode: 0,
    signal: null,
    endedBy: 'exit',
    stdout: '',
    stderr: 'full',
    duration: 1,
  } as const
  const exec: HostConnection['exec'] = async (command, { onOutput } = {}) => {
    commands.push(command)
    if (commands.length > 1) return { ...usual, truncated: false }
    for (const piece of pieces) await onOutput?.('stdout', Buffer.from(piece))
    if (ending instanceof BerthError) throw ending
    return { ...usual, truncated: false, ...ending }
  }
  const engine = { connection: { host: 'a', exec } as HostConnection, facts }
  const container = { id: 'c1', name: 'lab', labels: {} }
  const call = programRuntime(parts).saveContainer?.(engine, container, ['/x'], (piece) => {
    came.push(Buffer.from(piece).toString())
  })
  const error = await call?.then(
    () => null,
    (failure: BerthError) => failure.code,
  )
  return { commands, came: came.join(''), error }
}

const lost = { exitCode: null, endedBy: 'lost' } as const

describe('a container that is written out', () => {
  it('comes without the line before it, however its pieces are cut', async () => {
    for (const pieces of [['making\narchive'], ['mak', 'ing\n', 'arch', 'ive'], [...'making\narchive']])
      expect(await saving(pieces, {})).toEqual({ commands: [['write', 'c1', '/x']], came: 'archive', error: null })
  })

  it('leaves what it was made by to its program, where that came to its own end', async () => {
    const { commands, error } = await saving(['making\n'], { exitCode: 1 })
    expect([commands.length, error]).toEqual([1, 'BERTH_SAVE_FAILED'])
  })

  it('is forgotten on the host where the program was cut off, and waited for where the engine makes it yet', async () => {
    expect(await saving(['making\nar'], lost)).toMatchObject({ commands: [expect.anything(), ['forget', '0']] })
    expect(await saving(['making\n'], lost)).toMatchObject({ commands: [expect.anything(), ['forget', '20']] })
    const aborted = new BerthError({ code: 'BERTH_ABORTED', operation: 'exec', message: 'aborted' })
    expect(await saving([], aborted)).toMatchObject({ commands: [expect.anything()], error: 'BERTH_ABORTED' })
  })
})
