import type { SavePart } from '@berth/core/adapter'
import { asUser, type Engine } from '../engine/engine.js'
import { programs } from '../programs.generated.js'
import { labelText } from './handle-program.js'

/** How what a container holds is written out: as the squashfs file that enroot makes of its root filesystem. */
export const saveContainer: SavePart<Engine> = {
  write: ({ container: { id, name, labels }, leftOut, unique }, { reachedBy, data }) => {
    const pairs = Object.entries(labels).map(labelText)
    return command(reachedBy, programs['save-container'], [
      data,
      id,
      name,
      unique,
      String(leftOut.length),
      ...leftOut,
      ...pairs,
    ])
  },
  forget: (unique, _seconds, { reachedBy, data }) => command(reachedBy, programs['forget-container'], [data, unique]),
}

function command(by: Engine['reachedBy'], program: string, words: readonly string[]): readonly string[] {
  const { through, shell, ...whole } = asUser(by, program, words)
  return [...through, ...shell, '-c', whole.program, 'berth-save', ...whole.words]
}
