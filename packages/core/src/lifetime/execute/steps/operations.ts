import type { DeclaredOperation } from '../../../command/operation/index.js'

/** The operation that makes what is to be mounted. */
export const stepOperations: Readonly<Record<'makeSources', DeclaredOperation>> = {
  makeSources: {
    operation: 'make the sources of bind mounts',
    code: 'BERTH_LAUNCH_FAILED',
    effect: 'repeatable',
    remedy:
      'Make the folder as a user who may, or name one in runtime.args.volumes that the login user may make: Berth makes a source that has the option create as that user alone.',
    afterwards: 'Check that the host is up and what load it has, then run it again: what is there is made once.',
  },
}
