import type { ThisMachine } from '../../lifetime/password/registry-password.js'
import type { ContainerSetParts } from './container-set-parts.js'

/** What this machine has the password of a registry from. */
export function thisMachineOf({
  thisMachine,
  variables,
}: Pick<ContainerSetParts, 'thisMachine' | 'variables'>): ThisMachine {
  if (thisMachine === undefined) return { variables }
  return { variables, connect: (call) => thisMachine.connect('this machine', call) }
}
