import { execOperations } from '../../../src/cluster/exec/operations.js'
import { mpiOperations } from '../../../src/cluster/mpi/operations.js'
import type { DeclaredOperation } from '../../../src/command/operation/operation.js'
import { commandOperations } from '../../../src/command/operations.js'
import { detachedOperations } from '../../../src/detach/operations.js'
import { fileOperations } from '../../../src/files/operations.js'
import { insideOperations } from '../../../src/lifetime/execute/claims/operations.js'
import { stepOperations } from '../../../src/lifetime/execute/steps/operations.js'
import { observeOperations } from '../../../src/lifetime/observe/operations.js'
import { inventoryOf, observation, partsRemoval, runtimeOperations } from '../../../src/program/runtime-operations.js'
import { provisionOperations } from '../../../src/provision/operations.js'
import { sshdOperations } from '../../../src/sshd/operations.js'

const advice = { image: 'Look at images.', container: 'Look at containers.', list: 'Look at the engine.' }

/** All operations of Berth's on a host, by the rooms that declare them. */
export const rooms = {
  'cluster/exec': execOperations,
  'cluster/mpi': mpiOperations,
  command: commandOperations,
  detach: detachedOperations,
  files: fileOperations,
  'lifetime/execute/claims': insideOperations,
  'lifetime/execute/steps': stepOperations,
  'lifetime/observe': observeOperations,
  program: {
    ...runtimeOperations(advice),
    observe: observation('the engine'),
    inventory: inventoryOf('the engine'),
    partsRemoval,
  },
  provision: provisionOperations,
  sshd: sshdOperations,
} as const satisfies Readonly<Record<string, Readonly<Record<string, DeclaredOperation>>>>

type Rooms = typeof rooms

/** `ROOM OPERATION`. */
export type OperationName = { [Room in keyof Rooms]: `${Room} ${keyof Rooms[Room] & string}` }[keyof Rooms]

/** Each operation by its name. */
export const declaredOperations: ReadonlyMap<string, DeclaredOperation> = new Map(
  Object.entries(rooms).flatMap(([room, operations]) =>
    Object.entries(operations).map(([name, operation]): [string, DeclaredOperation] => [`${room} ${name}`, operation]),
  ),
)
