import type { ContainerHandle, ProgramAnswer, Refusal, Trouble } from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { calledAs, inspectContainer, removeContainer, restartContainer, showEngine } from '../errors/engine-commands.js'
import { explain } from '../errors/explain.js'
import { restartRemedies } from '../errors/remedies.js'
import type { HandleAction } from './handle-program.js'

/** Null if a container was restarted or removed as asked, else why not. */
export function handleOutcome(
  action: HandleAction,
  { reports, stderr }: ProgramAnswer,
  handle: Pick<ContainerHandle, 'id' | 'name'>,
  engine: Engine,
): Refusal | null {
  const { id, name } = handle
  const [word, text = ''] = reports.at(-1) ?? []
  switch (word) {
    case 'done':
      return null
    case 'changed':
      return {
        reason: 'the container no longer has the id and the labels that were observed; nothing was done',
        remedy: [
          'Look whose container it is now, then run it again.',
          inspectContainer({ engine: calledAs(engine), container: name }),
        ],
      }
    case 'guarded':
      return { code: 'BERTH_IN_USE', reason: text.trim(), remedy: inUse }
    case 'unread':
    case 'undone':
      if (saysGone(engine, stderr, id)) {
        const isTheSame = engine.identity === null || new Map(reports).get('engine')?.trim() === engine.identity
        return isTheSame ? (action === 'remove' ? null : gone) : anotherEngine(engine)
      }
  }
  return handleFailure(action, stderr, handle, engine)
}

/** Why the engine did not do what was asked of it. */
export function handleFailure(
  action: HandleAction,
  stderr: string,
  { id }: Pick<ContainerHandle, 'id'>,
  engine: Engine,
): Trouble {
  const by = { restart: restartContainer, remove: removeContainer }[action]
  const remedy = ['Do it by hand, and mend what the engine reports.', by({ engine: calledAs(engine), container: id })]
  return explain(stderr, engine, action === 'restart' ? restartRemedies(engine) : [], remedy)
}

/** Whether the engine says of this very container that there is none; what it says of others is no witness. */
function saysGone({ dialect }: Engine, stderr: string, id: string): boolean {
  return stderr.split('\n').some((line) => line.includes(id) && dialect.words.noContainer.test(line))
}

function anotherEngine(engine: Engine): Trouble {
  return {
    reason: `what says that the container is gone is not the engine that was observed, ${engine.identity}; nothing was done`,
    remedy: ['See which engine answers.', showEngine({ engine: calledAs(engine) })],
  }
}

const inUse = 'Wait until nobody uses the container any more; nothing was removed.'

const gone: Trouble = { reason: 'the container is gone', remedy: 'Observe the host again: bring the cluster up.' }
