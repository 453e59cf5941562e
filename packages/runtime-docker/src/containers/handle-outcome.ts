import type { ContainerHandle, ProgramAnswer, Refusal, Trouble } from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { explain } from '../errors/explain.js'
import { startRemedies } from '../errors/remedies.js'
import type { HandleAction } from './handle-program.js'

/** Null if a container was restarted or removed as asked, else why not. */
export function handleOutcome(
  action: HandleAction,
  { reports, stderr }: ProgramAnswer,
  { id }: Pick<ContainerHandle, 'id'>,
  engine: Engine,
): Refusal | null {
  const { program } = engine.dialect
  const [word, text = ''] = reports.at(-1) ?? []
  switch (word) {
    case 'done':
      return null
    case 'changed':
      return {
        reason: 'the container no longer has the id and the labels that were observed; nothing was done',
        remedy: `Observe the host again, and look at whose container it is: ${program} container inspect on the host.`,
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
  return handleFailure(action, stderr, engine)
}

/** Why the engine did not do what was asked of it. */
export function handleFailure(action: HandleAction, stderr: string, engine: Engine): Trouble {
  const { program } = engine.dialect
  const remedy = `Run the same with ${program} on the host, and mend what it reports.`
  return explain(stderr, engine, action === 'restart' ? startRemedies(program) : [], remedy)
}

/** Whether the engine says of this very container that there is none; what it says of others is no witness. */
function saysGone({ dialect }: Engine, stderr: string, id: string): boolean {
  return stderr.split('\n').some((line) => line.includes(id) && dialect.words.noContainer.test(line))
}

function anotherEngine({ dialect, identity }: Engine): Trouble {
  const { program } = dialect
  return {
    reason: `what says that the container is gone is not the engine that was observed, ${identity}; nothing was done`,
    remedy: `See which engine answers: ${program} info --format '${dialect.identity.template}' on the host.`,
  }
}

const inUse = 'Wait until nobody uses the container any more; nothing was removed.'

const gone: Trouble = { reason: 'the container is gone', remedy: 'Observe the host again: bring the cluster up.' }
