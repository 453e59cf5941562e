import {
  type CallPart,
  type ContainerHandle,
  type ContainerRuntime,
  programRuntime,
  type Removal,
} from '@berth/core/adapter'
import { capabilities } from './capabilities.js'
import { enterContainer } from './containers/enter.js'
import { handleFailure, handleOutcome } from './containers/handle-outcome.js'
import { type HandleAction, handleProgram } from './containers/handle-program.js'
import { listOutcome } from './containers/list-outcome.js'
import { listProgram } from './containers/list-program.js'
import { saveContainer } from './containers/save-container.js'
import type { Dialect } from './engine/dialect.js'
import { type Engine, engineOf } from './engine/engine.js'
import { adviceOf } from './errors/advice.js'
import { wasCutOff } from './errors/cut-off.js'
import { engineSaid } from './errors/engine-words.js'
import { explain } from './errors/explain.js'
import { execRemedies } from './errors/remedies.js'
import { imageFailure, imageOutcome, latePull } from './image/image-outcome.js'
import { imageProgram } from './image/image-program.js'
import { imageBeginnings, imageEndings, imageSize, imageWarnings, pulledLayer } from './image/image-progress.js'
import { loadFailure, partsFailure, partsNeeded, partsOutcome } from './image/parts-outcome.js'
import { loadPartsProgram, lookForPartsProgram, saveCommand } from './image/parts-program.js'
import { partsBeginnings, partsEndings, partsWarnings } from './image/parts-progress.js'
import { inventoryOutcome } from './inventory/inventory-outcome.js'
import { inventoryProgram } from './inventory/inventory-program.js'
import { removePartsOutcome, removePartsProgram } from './inventory/left-parts.js'
import { launchFailure, launchOutcome } from './launch/launch-outcome.js'
import { launchProgram } from './launch/launch-program.js'
import { observeOutcome } from './observe/observe-outcome.js'
import { observeProgram } from './observe/observe-program.js'

/**
 * Milliseconds to create and start a container. Nothing is pulled for it: it is made from an image that is there, by
 * id. What may take its time is a driver that sets up its devices, and a store that unpacks.
 */
const startLimit = 300_000

/** Containers of an engine that is reached through a Docker-compatible command line on each host. */
export function commandLineRuntime(dialect: Dialect): ContainerRuntime {
  return programRuntime<Engine>({
    name: dialect.program,
    title: dialect.title,
    capabilities,
    rules: dialect.rules,
    advice: adviceOf,
    said: engineSaid,
    observe: {
      program: (query) => observeProgram(dialect, query),
      outcome: (answer, query) => observeOutcome(dialect, answer, query),
    },
    engine: (facts) => engineOf(dialect, facts),
    ensureImage: {
      program: imageProgram,
      beginnings: imageBeginnings,
      warnings: imageWarnings,
      endings: imageEndings,
      layer: pulledLayer,
      size: imageSize,
      progressOn: 'stdout',
      outcome: imageOutcome,
      explain: (stderr, _, engine, source) => imageFailure(stderr, source, engine),
      late: latePull,
    },
    parts: {
      look: {
        program: lookForPartsProgram,
        outcome: partsNeeded,
        explain: (stderr, _, engine) => partsFailure(stderr, engine),
      },
      load: {
        program: loadPartsProgram,
        beginnings: partsBeginnings,
        warnings: partsWarnings,
        endings: partsEndings,
        size: imageSize,
        progressOn: 'stdout',
        outcome: partsOutcome,
        explain: (stderr, _, engine, { outline }) => loadFailure(stderr, outline, engine),
      },
      save: saveCommand,
    },
    save: saveContainer,
    launch: {
      program: launchProgram,
      outcome: launchOutcome,
      explain: (stderr, _, engine, spec) => launchFailure(stderr, spec, engine),
      timeout: startLimit,
    },
    restart: {
      ...handlePart('restart', (handle, engine) => handleProgram('restart', handle, engine)),
      timeout: startLimit,
    },
    remove: handlePart<Removal>('remove', (removal, engine) => handleProgram('remove', removal, engine, removal.guard)),
    exec: {
      enter: enterContainer,
      explain: (said, remedy, engine, id) => ({
        ...explain(said, engine, execRemedies(engine, id), remedy),
        ...(wasCutOff(said) && { code: 'BERTH_CONNECTION_LOST' }),
      }),
      provesNotStarted: (said) => dialect.words.notRunning?.test(said) ?? false,
    },
    list: {
      program: listProgram,
      outcome: listOutcome,
      explain: (stderr, remedy, engine) => explain(stderr, engine, [], remedy),
    },
    inventory: {
      program: (query) => inventoryProgram(dialect, query),
      outcome: (answer) => inventoryOutcome(dialect, answer),
    },
    removeParts: { program: (parts) => removePartsProgram(dialect, parts), outcome: removePartsOutcome },
  })
}

function handlePart<Handle extends ContainerHandle>(
  action: HandleAction,
  program: CallPart<Engine, Handle, null>['program'],
): CallPart<Engine, Handle, null> {
  return {
    program,
    outcome: (answer, handle, engine) => handleOutcome(action, answer, handle, engine),
    explain: (stderr, _, engine, handle) => handleFailure(action, stderr, handle, engine),
  }
}
