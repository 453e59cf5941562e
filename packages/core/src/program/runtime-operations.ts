import type { ContainerRuntime } from '../contract/container-runtime.js'
import type { Operation } from './operation.js'

/** How a user finds out what became of a call, with the commands of the engine, each an imperative sentence. */
export interface RuntimeAdvice {
  /** For a pull or a load. */
  readonly image: string
  /** For a launch, a restart or a removal. */
  readonly container: string
  /** For a listing that failed. */
  readonly list: string
}

/** The calls of a runtime that run one operation on a host. */
export type RuntimeCall = Exclude<keyof ContainerRuntime, 'name' | 'capabilities' | 'observe'>

/** What each call of a runtime is in its errors, by the codes that the contract gives them. */
export function runtimeOperations(advice: RuntimeAdvice): Readonly<Record<RuntimeCall, Omit<Operation, 'host'>>> {
  return {
    ensureImage: { code: 'BERTH_IMAGE_UNAVAILABLE', operation: 'make image present', afterwards: advice.image },
    launch: {
      code: 'BERTH_LAUNCH_FAILED',
      unknown: 'BERTH_LAUNCH_UNKNOWN',
      operation: 'launch container',
      afterwards: advice.container,
    },
    restart: { code: 'BERTH_RESTART_FAILED', operation: 'restart container', afterwards: advice.container },
    remove: { code: 'BERTH_REMOVE_FAILED', operation: 'remove container', afterwards: advice.container },
    exec: {
      code: 'BERTH_EXEC_NOT_STARTED',
      operation: 'run command in container',
      afterwards: 'Check that the container is running.',
    },
    list: { code: 'BERTH_PROBE_UNTRUSTED', operation: 'list containers', afterwards: advice.list },
  }
}
