import {
  type LaunchedContainer,
  type ProgramAnswer,
  parseString,
  type Refusal,
  type Trouble,
} from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { cutOff } from '../errors/cut-off.js'
import { explain } from '../errors/explain.js'
import { startRemedies } from '../errors/remedies.js'

/** The container that was launched, or why there is none. */
export function launchOutcome({ reports, stderr }: ProgramAnswer, engine: Engine): LaunchedContainer | Refusal {
  const { program, words } = engine.dialect
  const [word, text = ''] = reports.at(-1) ?? []
  const id = reports.findLast(([report]) => report === 'created')?.[1]
  const startedAt = word === 'running' ? parseString(text) : null
  if (startedAt !== null && id !== undefined) return { id, startedAt }
  const trouble = launchFailure(stderr, engine)
  switch (word) {
    case 'refused':
      if (words.nameTaken.test(stderr))
        return { code: 'BERTH_NAME_TAKEN', reason: trouble.reason, remedy: nameTaken(program) }
      return { ...trouble, code: cutOff.test(stderr) ? 'BERTH_LAUNCH_UNKNOWN' : 'BERTH_LAUNCH_FAILED' }
    case 'removed':
      return { ...trouble, code: 'BERTH_LAUNCH_FAILED' }
    case 'left':
      return {
        code: 'BERTH_LAUNCH_UNKNOWN',
        reason: `${trouble.reason}\nand the container ${text}, which was made for it, could not be removed`,
        remedy: `${trouble.remedy} On the host, run: ${program} rm --force ${text}`,
      }
    default:
      return {
        code: 'BERTH_LAUNCH_UNKNOWN',
        reason: `the outcome is unknown${id === undefined ? '' : `, container ${id} was made`}: ${trouble.reason}`,
        remedy: `Look at ${program} ps --all on the host.`,
      }
  }
}

/** Why a container could not be created or started. */
export function launchFailure(stderr: string, engine: Engine): Trouble {
  const remedy = 'Mend what the engine reports, then run it again.'
  return explain(stderr, engine, startRemedies(engine.dialect.program), remedy)
}

function nameTaken(program: string): string {
  return `Choose another container.name, or look at whose container that is: ${program} container inspect on the host.`
}
