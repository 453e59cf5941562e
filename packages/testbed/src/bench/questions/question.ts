import type { Contender } from '../measure/contender.js'
import type { Rounds } from '../measure/race.js'
import type { Scene } from '../scene/scene.js'

/** One thing to measure. */
export interface Question {
  /** For `--only` and for programs. */
  readonly id: string
  readonly title: (hosts: number) => string
  readonly rounds: Rounds
  /** Makes the ways to do the job, the reference first, and all that they need, which goes with the scene. */
  readonly contenders: (scene: Scene) => Promise<readonly Contender[]> | readonly Contender[]
}
