import { type BerthCommandOf, declareBerthCommand } from './declare-command.js'

/** Launches where a persistent container is missing. */
export const repairMissing: BerthCommandOf = declareBerthCommand({
  id: 'up-repair',
  form: 'up --repair launch_missing',
})

/** Brings the cluster up. */
export const bringUp: BerthCommandOf = declareBerthCommand({ id: 'up', form: 'up' })

/** Launches in the place of what these words stand for. */
export const bringUpInPlace: BerthCommandOf<'what'> = declareBerthCommand({
  id: 'up-replace',
  form: 'up --replace {what}',
})

/** Takes down what this user's processes handed over or left. */
export const takeDown: BerthCommandOf = declareBerthCommand({ id: 'down', form: 'down' })

/** Takes down what these runs made, whoever they are of and whoever uses it. */
export const takeDownRuns: BerthCommandOf<'runs'> = declareBerthCommand({ id: 'down-run', form: 'down --run {runs}' })

/** Removes persistent containers for good. */
export const destroyMine: BerthCommandOf = declareBerthCommand({ id: 'down-destroy', form: 'down --destroy' })

/** Removes the persistent containers of these runs for good, whoever they are of. */
export const destroyRuns: BerthCommandOf<'runs'> = declareBerthCommand({
  id: 'down-destroy-run',
  form: 'down --destroy --run {runs}',
})

/** Shows what is on every host. */
export const showStatus: BerthCommandOf = declareBerthCommand({ id: 'status', form: 'status' })

/** Brings the cluster up, and leaves what failed for a look. */
export const bringUpKeepingFailed: BerthCommandOf = declareBerthCommand({
  id: 'up-keep-failed',
  form: 'up --keep-failed',
})

/** Shows processes of containers by what the kernel has of them; every user may read that. */
export const lookAtProcesses: BerthCommandOf<'files'> = declareBerthCommand({
  id: 'exec-look',
  form: 'exec -- grep -E ^(Name|PPid|Uid): {files}',
})

/** Makes folders on hosts, as the login user. */
export const makeFoldersOnHosts: BerthCommandOf<'folders'> = declareBerthCommand({
  id: 'exec-make-folders',
  form: 'exec --on-host -- mkdir -p -- {folders}',
})

/** Shows processes of hosts in the same way. */
export const lookAtHostProcesses: BerthCommandOf<'files'> = declareBerthCommand({
  id: 'exec-look-on-host',
  form: 'exec --on-host -- grep -E ^(Name|PPid|Uid): {files}',
})
