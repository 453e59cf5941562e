import type { ContainerRuntime, Operation } from '@berth/core/adapter'

/** What each call is named in its errors. */
export function operationsOf(
  program: string,
): Readonly<Record<Exclude<keyof ContainerRuntime, 'name' | 'capabilities' | 'observe'>, Omit<Operation, 'host'>>> {
  const lookAtContainers = `Look at ${program} ps --all on the host before trying again.`
  return {
    ensureImage: {
      code: 'BERTH_IMAGE_UNAVAILABLE',
      operation: 'make image present',
      afterwards: `Look at ${program} image ls on the host; allow more time, or load the image from an archive.`,
    },
    launch: {
      code: 'BERTH_LAUNCH_FAILED',
      unknown: 'BERTH_LAUNCH_UNKNOWN',
      operation: 'launch container',
      afterwards: lookAtContainers,
    },
    restart: { code: 'BERTH_RESTART_FAILED', operation: 'restart container', afterwards: lookAtContainers },
    remove: { code: 'BERTH_REMOVE_FAILED', operation: 'remove container', afterwards: lookAtContainers },
    exec: {
      code: 'BERTH_EXEC_NOT_STARTED',
      operation: 'run command in container',
      afterwards: 'Check that the container is running.',
    },
    list: {
      code: 'BERTH_PROBE_UNTRUSTED',
      operation: 'list containers',
      afterwards: `Run ${program} ps --all on the host as the login user, and mend what it reports.`,
    },
  }
}
