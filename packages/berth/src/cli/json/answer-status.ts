import type { ClusterStatus, HostStatus } from '@berth/core'
import type { Answer } from './answer.js'
import type { HostStatusAnswer } from './answers.js'

/** Takes every host's status: a host of which nothing can be said has failed. */
export function answerStatus(answer: Answer<'status'>, status: ClusterStatus): void {
  for (const [host, one] of status) {
    if (one.error === null) answer.done(host, hostStatusAnswer(one))
    else answer.failedOn(host, one.error, hostStatusAnswer(one))
  }
}

function hostStatusAnswer({ observation, labels, wouldDo, reason, drift, sshdPort }: HostStatus): HostStatusAnswer {
  const present = observation.state === 'running' || observation.state === 'stopped'
  const container = present ? observation.container : null
  return {
    state: observation.state,
    container: container && {
      id: container.id,
      name: container.name,
      image: container.imageReference,
      createdAt: container.createdAt,
      startedAt: container.startedAt,
    },
    run: labels?.run ?? null,
    owner: labels?.owner ?? null,
    lifetime: labels?.lifetime ?? null,
    sshdPort,
    wouldDo,
    reason,
    drift,
  }
}
