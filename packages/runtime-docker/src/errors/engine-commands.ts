import { type CommandOf, declareHostCommand } from '@berth/core/adapter'
import type { Engine } from '../engine/engine.js'

/** An engine, and how it is reached. */
export type Called = Pick<Engine, 'dialect' | 'reachedBy'>

/** How a reader calls the engine that is meant: through sudo, which may ask for a password, where Berth does. */
export function calledAs({ dialect, reachedBy }: Called): readonly string[] {
  return reachedBy === 'sudo' ? ['sudo', dialect.program] : [dialect.program]
}

/** Shows whether the engine answers, and where it keeps its data. */
export const showEngine: CommandOf<'engine'> = declareHostCommand({ id: 'engine-info', form: '{engine} info' })

/** Starts the engine's service. */
export const startEngine: CommandOf<'service'> = declareHostCommand({
  id: 'engine-service',
  form: 'sudo systemctl start {service}',
})

/** Lets the engine's client lead to its own host again. */
export const useDefaultContext: CommandOf<'engine'> = declareHostCommand({
  id: 'engine-context',
  form: '{engine} context use default',
})

/** Shows what uses the disk of the engine. */
export const showDiskUse: CommandOf<'engine'> = declareHostCommand({ id: 'engine-disk', form: '{engine} system df' })

/** Lists the containers in whatever state. */
export const listContainers: CommandOf<'engine'> = declareHostCommand({ id: 'engine-list', form: '{engine} ps --all' })

/** Shows all that the engine knows of a container. */
export const inspectContainer: CommandOf<'engine' | 'container'> = declareHostCommand({
  id: 'engine-inspect',
  form: '{engine} container inspect {container}',
})

/** Shows what a container printed. */
export const showLogs: CommandOf<'engine' | 'container'> = declareHostCommand({
  id: 'engine-logs',
  form: '{engine} logs {container}',
})

/** Starts a container. */
export const startContainer: CommandOf<'engine' | 'container'> = declareHostCommand({
  id: 'engine-start',
  form: '{engine} start {container}',
})

/** Restarts a container. */
export const restartContainer: CommandOf<'engine' | 'container'> = declareHostCommand({
  id: 'engine-restart',
  form: '{engine} restart {container}',
})

/** Stops a container. */
export const stopContainer: CommandOf<'engine' | 'container'> = declareHostCommand({
  id: 'engine-stop',
  form: '{engine} stop {container}',
})

/** Lets a paused container go on. */
export const unpauseContainer: CommandOf<'engine' | 'container'> = declareHostCommand({
  id: 'engine-unpause',
  form: '{engine} unpause {container}',
})

/** Removes a container, running or not, with the volumes that have no name and that nothing else uses. */
export const removeContainer: CommandOf<'engine' | 'container'> = declareHostCommand({
  id: 'engine-remove',
  form: '{engine} rm --force --volumes {container}',
})

/** Lists the images. */
export const listImages: CommandOf<'engine'> = declareHostCommand({ id: 'engine-images', form: '{engine} image ls' })

/** Shows all that the engine knows of an image. */
export const inspectImage: CommandOf<'engine' | 'image'> = declareHostCommand({
  id: 'engine-image-inspect',
  form: '{engine} image inspect {image}',
})

/** Loads images from an archive. */
export const loadArchive: CommandOf<'engine' | 'archive'> = declareHostCommand({
  id: 'engine-load',
  form: '{engine} load --input {archive}',
})

/** Runs the shell of an image, in a container that goes away. */
export const tryImage: CommandOf<'engine' | 'image'> = declareHostCommand({
  id: 'engine-try-image',
  form: '{engine} run --rm --entrypoint /bin/sh {image} -c true',
})

/** Pulls an image. */
export const pullImage: CommandOf<'engine' | 'image'> = declareHostCommand({
  id: 'engine-pull',
  form: '{engine} pull {image}',
})
