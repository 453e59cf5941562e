import type { Transport } from '../../contract/index.js'
import type { ThisMachine } from '../../lifetime/password/registry-password.js'

/** What this machine has the password of a registry from. */
export function thisMachineOf({
  thisMachine,
  variables,
}: {
  readonly thisMachine?: Transport
  readonly variables: ThisMachine['variables']
}): ThisMachine {
  if (thisMachine === undefined) return { variables }
  return { variables, connect: (call) => thisMachine.connect('this machine', call) }
}
