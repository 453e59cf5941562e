import {
  type CallPart,
  type ContainerHandle,
  type ContainerRuntime,
  programRuntime,
  type Removal,
} from '@berth/core/adapter'
import { argsSchema } from './args-schema.js'
import { capabilities } from './capabilities.js'
import { enterContainer, refusedUser } from './containers/enter.js'
import { handleFailure, handleOutcome } from './containers/handle-outcome.js'
import { type HandleAction, handleProgram } from './containers/handle-program.js'
import { listOutcome } from './containers/list-outcome.js'
import { listProgram } from './containers/list-program.js'
import { saveContainer } from './containers/save-container.js'
import { type Engine, engineOf } from './engine/engine.js'
import { adviceOf } from './errors/advice.js'
import { engineSaid } from './errors/engine-words.js'
import { explain } from './errors/explain.js'
import { execRemedies } from './errors/remedies.js'
import { imageFailure, imageOutcome } from './image/image-outcome.js'
import { imageBeginnings, imageProgram } from './image/image-program.js'
import { parts } from './image/parts.js'
import { inventoryOutcome } from './inventory/inventory-outcome.js'
import { inventoryProgram } from './inventory/inventory-program.js'
import { launchFailure, launchOutcome } from './launch/launch-outcome.js'
import { launchProgram } from './launch/launch-program.js'
import { observeOutcome } from './observe/observe-outcome.js'
import { observeProgram } from './observe/observe-program.js'
import { rules } from './rules.js'

/**
 * Containers of enroot, through its command on each host: no daemon, no privileges. What enroot does not have, labels,
 * image identities and containers that run on by themselves, is kept in files beside its root filesystems and by a
 * supervisor. What it cannot do is refused by name.
 *
 * @example
 * ```ts
 * const cluster = new Cluster({ config, transport, runtimes: { enroot: enrootRuntime() } })
 * ```
 */
export function enrootRuntime(): ContainerRuntime {
  return programRuntime<Engine>({
    name: 'enroot',
    title: 'enroot',
    capabilities,
    argsSchema,
    rules,
    advice: adviceOf,
    said: engineSaid,
    observe: { program: observeProgram, outcome: observeOutcome },
    engine: engineOf,
    ensureImage: {
      program: imageProgram,
      beginnings: imageBeginnings,
      progressOn: 'stderr',
      outcome: imageOutcome,
      explain: (stderr, _remedy, _engine, source) => imageFailure(stderr, source),
    },
    parts,
    save: saveContainer,
    launch: {
      program: launchProgram,
      outcome: (answer, _spec, engine) => launchOutcome(answer, engine),
      explain: launchFailure,
    },
    restart: handlePart('restart', (handle, engine) => handleProgram('restart', handle, engine)),
    remove: handlePart<Removal>('remove', (removal, engine) => handleProgram('remove', removal, engine, removal.guard)),
    exec: {
      enter: enterContainer,
      refuse: refusedUser,
      explain: (said, remedy) => explain(said, execRemedies, remedy),
    },
    list: {
      program: (_labels, engine) => listProgram(engine),
      outcome: listOutcome,
      explain: (stderr, remedy) => explain(stderr, [], remedy),
    },
    inventory: { program: inventoryProgram, outcome: inventoryOutcome },
  })
}

function handlePart<Handle extends ContainerHandle>(
  action: HandleAction,
  program: CallPart<Engine, Handle, null>['program'],
): CallPart<Engine, Handle, null> {
  return {
    program,
    outcome: (answer, _handle, engine) => handleOutcome(action, answer, engine),
    explain: (stderr, _remedy, engine) => handleFailure(stderr, engine),
    // A root filesystem that is taken away is many files.
    timeout: 900_000,
  }
}
