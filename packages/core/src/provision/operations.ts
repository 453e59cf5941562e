import type { DeclaredOperation } from '../command/operation/index.js'

const mend = 'Mend what the output shows.'

/** The operations with setup scripts in a container. */
export const provisionOperations: Readonly<Record<'provision', DeclaredOperation>> = {
  /**
   * The effect is `once`: whether a script may be run again after a half of it is for the author of the script to say.
   */
  provision: {
    operation: 'provision container',
    code: 'BERTH_PROVISION_FAILED',
    remedy: mend,
    late: { remedy: mend },
    afterwards: 'Try again when the host can be reached: the marker in the container tells how far it came.',
  },
}
