import {
  type ContainerSpec,
  type LaunchedContainer,
  type ProgramAnswer,
  parseString,
  type Refusal,
  type Remedy,
  remedySteps,
  type Trouble,
} from '@berth/core/adapter'
import { isContainerId } from '../containers/container-id.js'
import type { Engine } from '../engine/engine.js'
import { wasCutOff } from '../errors/cut-off.js'
import { calledAs, inspectContainer, listContainers, removeContainer, tryImage } from '../errors/engine-commands.js'
import { explain } from '../errors/explain.js'
import { startRemedies } from '../errors/remedies.js'

/** The container that was launched, or why there is none. */
export function launchOutcome(
  { reports, stderr }: ProgramAnswer,
  spec: Pick<ContainerSpec, 'name' | 'image' | 'entrypoint'>,
  engine: Engine,
): LaunchedContainer | Refusal {
  const { words } = engine.dialect
  const called = calledAs(engine)
  const [word, text = ''] = reports.at(-1) ?? []
  const id = reports.findLast(([report]) => report === 'created')?.[1]
  const startedAt = word === 'running' ? parseString(text) : null
  if (startedAt !== null && id !== undefined && isContainerId(id)) return { id, startedAt }
  const trouble = launchFailure(stderr, spec, engine)
  switch (word) {
    case 'refused':
      if (words.nameTaken.test(stderr))
        return { code: 'BERTH_NAME_TAKEN', reason: trouble.reason, remedy: nameTaken(engine, spec.name) }
      return { ...trouble, code: wasCutOff(stderr) ? 'BERTH_LAUNCH_UNKNOWN' : 'BERTH_LAUNCH_FAILED' }
    case 'removed':
      return { ...trouble, code: 'BERTH_LAUNCH_FAILED' }
    case 'left':
      return {
        code: 'BERTH_LAUNCH_UNKNOWN',
        reason: `${trouble.reason}\nand the container ${text}, which was made for it, could not be removed`,
        remedy: [
          ...remedySteps(trouble.remedy),
          'Remove that container.',
          removeContainer({ engine: called, container: text }),
        ],
      }
    default:
      return {
        code: 'BERTH_LAUNCH_UNKNOWN',
        reason: `the outcome is unknown${id === undefined ? '' : `, container ${id} was made`}: ${trouble.reason}`,
        remedy: ['Look what is there before trying again.', listContainers({ engine: called })],
      }
  }
}

/** Why a container could not be created or started. */
export function launchFailure(
  stderr: string,
  { image, entrypoint }: Pick<ContainerSpec, 'image' | 'entrypoint'>,
  engine: Engine,
): Trouble {
  const endedAtOnce = /^it ended at once/m.test(stderr)
  if (endedAtOnce && entrypoint === 'keep') {
    const remedy =
      'The entrypoint of the image has to run the command that it is given, or something else that does not end: mend it, or set runtime.args.entrypoint to "replace".'
    return explain(stderr, engine, [], remedy)
  }
  const remedy = endedAtOnce
    ? ['See whether the shell of the image runs there.', tryImage({ engine: calledAs(engine), image: image.id })]
    : 'Mend what the engine reports, then run it again.'
  return explain(stderr, engine, startRemedies(engine), remedy)
}

function nameTaken(engine: Engine, container: string): Remedy {
  return [
    'Choose another container.name, or look whose container that is.',
    inspectContainer({ engine: calledAs(engine), container }),
  ]
}
