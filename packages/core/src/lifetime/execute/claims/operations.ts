import type { DeclaredOperation } from '../../../command/operation/index.js'

const look = 'Look at the container and at the free space of its disk, then try again.'

/** The operations by which processes tell each other, inside of a container, what they do with it. */
export const insideOperations: Readonly<Record<'claim' | 'commit' | 'renew' | 'unclaim', DeclaredOperation>> = {
  claim: {
    operation: 'claim container',
    code: 'BERTH_CLAIM_FAILED',
    effect: 'repeatable',
    retryable: true,
    remedy: look,
    afterwards: look,
  },
  commit: {
    operation: 'write down that the launch is done',
    code: 'BERTH_CLAIM_FAILED',
    effect: 'repeatable',
    retryable: true,
    remedy: look,
    afterwards: look,
  },
  renew: {
    operation: 'renew the lease',
    code: 'BERTH_CLAIM_FAILED',
    effect: 'repeatable',
    retryable: true,
    remedy: look,
    afterwards: look,
  },
  unclaim: {
    operation: 'take back a claim',
    code: 'BERTH_CLAIM_FAILED',
    effect: 'repeatable',
    retryable: true,
    remedy: look,
    afterwards: look,
  },
}
