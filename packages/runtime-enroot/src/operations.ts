import type { ContainerRuntime, Operation } from '@berth/core/adapter'

const lookAtContainers = 'Look at enroot list --fancy on the host before trying again.'

/** What each call is named in its errors. */
export const operations: Readonly<
  Record<Exclude<keyof ContainerRuntime, 'name' | 'capabilities' | 'observe'>, Omit<Operation, 'host'>>
> = {
  ensureImage: {
    code: 'BERTH_IMAGE_UNAVAILABLE',
    operation: 'make image present',
    afterwards: 'Allow more time, or put a squashfs image on the host and name it as container.image_tar.',
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
    afterwards: 'Run enroot list on the host as the login user, and mend what it reports.',
  },
}
