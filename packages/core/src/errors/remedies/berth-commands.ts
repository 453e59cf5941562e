import { type BerthCommandOf, declareBerthCommand } from './declare-command.js'

/** Launches where a persistent container is missing. */
export const repairMissing: BerthCommandOf = declareBerthCommand({
  id: 'up-repair',
  form: 'up --repair launch_missing',
})
