import type { DeclaredOperation } from '../command/operation/index.js'

const mend = 'Mend what the output shows; to look around, keep the failed containers: berth up --keep-failed.'

/** What is done with setup scripts in a container. */
export const provisionOperations: Readonly<Record<'provision', DeclaredOperation>> = {
  /** Once: whether a script may be run again after a half of it is for whoever wrote it to say. */
  provision: {
    operation: 'provision container',
    code: 'BERTH_PROVISION_FAILED',
    remedy: mend,
    late: { remedy: mend },
    afterwards: 'Try again when the host can be reached: the marker in the container tells how far it came.',
  },
}
