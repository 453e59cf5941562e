import type { DeclaredOperation } from '../command/operation/index.js'
import type { ContainerRuntime } from '../contract/container-runtime.js'
import type { Remedy } from '../errors/index.js'

/** How a user finds out what became of a call, with the commands of the engine. */
export interface RuntimeAdvice {
  /** For a pull or a load. */
  readonly image: Remedy
  /** For a launch, a restart or a removal. */
  readonly container: Remedy
  /** For a listing that failed. */
  readonly list: Remedy
}

/** The calls of a runtime that run one operation on a host. */
export type RuntimeCall = Exclude<
  keyof ContainerRuntime,
  'name' | 'capabilities' | 'argsSchema' | 'rules' | 'observe' | 'inventory' | 'removeParts'
>

/**
 * The operation of one call of a runtime, from which its errors are made, with advice on how to find out the outcome.
 */
export type RuntimeOperation = DeclaredOperation & { readonly afterwards: Remedy }

/**
 * The operation of each call of a runtime, with the codes that the contract gives it. A launch is the only call that
 * may not be made again before somebody has looked. A listing that was not heard to its end is not trusted, however it
 * ended.
 */
export function runtimeOperations(advice: RuntimeAdvice): Readonly<Record<RuntimeCall, RuntimeOperation>> {
  return {
    ensureImage: {
      code: 'BERTH_IMAGE_UNAVAILABLE',
      operation: 'make image present',
      effect: 'repeatable',
      afterwards: advice.image,
    },
    lookForParts: {
      code: 'BERTH_IMAGE_UNAVAILABLE',
      operation: 'look for layers',
      effect: 'none',
      afterwards: 'Check that the host is up and that its engine answers, then try again.',
    },
    saveImage: {
      code: 'BERTH_IMAGE_UNAVAILABLE',
      operation: 'save image',
      effect: 'none',
      afterwards: advice.image,
    },
    saveContainer: {
      code: 'BERTH_SAVE_FAILED',
      operation: 'save container',
      effect: 'none',
      afterwards: advice.container,
    },
    loadParts: {
      code: 'BERTH_IMAGE_UNAVAILABLE',
      operation: 'load image',
      effect: 'repeatable',
      afterwards: advice.image,
    },
    launch: {
      code: 'BERTH_LAUNCH_FAILED',
      unknown: 'BERTH_LAUNCH_UNKNOWN',
      operation: 'launch container',
      afterwards: advice.container,
    },
    restart: {
      code: 'BERTH_RESTART_FAILED',
      operation: 'restart container',
      effect: 'repeatable',
      afterwards: advice.container,
    },
    remove: {
      code: 'BERTH_REMOVE_FAILED',
      operation: 'remove container',
      effect: 'repeatable',
      afterwards: advice.container,
    },
    exec: {
      code: 'BERTH_EXEC_NOT_STARTED',
      operation: 'run command in container',
      afterwards: 'Check that the container is running.',
    },
    list: {
      code: 'BERTH_PROBE_UNTRUSTED',
      unknown: 'BERTH_PROBE_UNTRUSTED',
      operation: 'list containers',
      effect: 'none',
      afterwards: advice.list,
    },
  }
}

/**
 * The operation of a runtime's look at a host. Where the look fails, the reason and the remedy of its error are those
 * of an `unknown` observation.
 */
export function observation(engine: string): RuntimeOperation {
  return {
    code: 'BERTH_PROBE_UNTRUSTED',
    operation: 'observe',
    effect: 'none',
    late: { remedy: `Look at the load of the host and its disks, and at ${engine}.` },
    afterwards: 'Check that the host is up and that its disk is not full, then try again.',
    words: (usual, { endedBy }) => {
      if (endedBy === 'exit' || endedBy === 'signal') return `the probe failed: ${usual}`
      return endedBy === 'timeout' || endedBy === 'idle' ? `${engine} did not answer: ${usual}` : usual
    },
  }
}

/** The operation of a runtime's look at all that a host has of Berth's, which is of no engine yet. */
export function inventoryOf(engine: string): RuntimeOperation {
  return { ...observation(engine), operation: 'list containers' }
}

/** The removal of parts that an interrupted transfer has left on a host. */
export const partsRemoval: RuntimeOperation = {
  code: 'BERTH_REMOVE_FAILED',
  operation: 'remove parts of image',
  effect: 'repeatable',
  afterwards: 'Check that the host is up, then run it again: what is gone by then is done.',
}
