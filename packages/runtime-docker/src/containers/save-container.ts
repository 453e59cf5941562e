import { passingLabel, type SavePart } from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'
import { programs } from '../programs.generated.js'
import { matchTemplate } from './handle-program.js'

/** How what a container holds is written out: as two images, of which the engine makes one of the container. */
export const saveContainer: SavePart<Engine> = {
  write: ({ container, unique }, { dialect, reachedBy, root }) => {
    const template = matchTemplate(dialect, container, '{{.Image}} {{json .SizeRw}} ')
    const words = [container.id, template, passingLabel, unique, root, dialect.savesTwo]
    return ['sh', '-c', programs['save-container'], 'berth-save', reachedBy, dialect.program, ...words]
  },
  forget: (unique, seconds, { dialect, reachedBy, store }) => {
    // Docker's classic store alone goes on making an image when the command that asked for it is gone.
    const goesOn = dialect.program === 'docker' && store === 'classic'
    const words = [passingLabel, unique, String(goesOn ? seconds : Math.min(seconds, 2))]
    return ['sh', '-c', programs['forget-container'], 'berth-save', reachedBy, dialect.program, ...words]
  },
}
