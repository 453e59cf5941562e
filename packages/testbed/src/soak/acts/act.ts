import type { Stage } from '../scene/stage.js'

/** A piece of work that every round does, with its own check that what came is what had to come. */
export interface Act {
  /** What is done, for the table and for errors. */
  readonly what: string
  /**
   * Does it once, and leaves nothing behind. Resolves with the number of commands that were run, each host's counted.
   * Rejects where something else came than had to come.
   */
  readonly perform: (stage: Stage) => Promise<number>
}

/** An act on the one host whose turn it is, in place of all. */
export function onVictim({ what, perform }: Act): Act {
  return { what: `${what}, on one host`, perform: (stage) => perform({ ...stage, hosts: [stage.victim] }) }
}
