import type { Answers, Subcommand } from './answers.js'

/** The members of each subcommand's own while nothing is known. */
export const unknownMembers: { readonly [Name in Subcommand]: Answers[Name]['members'] } = {
  berth: {},
  validate: { config: null, sources: null },
  config: { config: null, sources: null },
  plan: { action: null, sshdPort: null },
  pull: { reference: null },
  push: { reference: null },
  save: { reference: null, host: null, container: null, archive: null, configDigest: null, bytes: null },
  up: { action: null, run: null },
  down: { action: null, run: null },
  status: {},
  ls: {},
  prune: { removes: null },
  exec: {},
  'exec --detach': { id: null },
  run: {},
  mpirun: { head: null, launcher: null, launch: null, ranks: null, result: null, failed: null },
  ps: {},
  wait: { id: null },
  stop: { id: null },
  forget: { forgotten: [] },
  put: {},
  get: {},
}
