import { type HostProgram, type InventoryQuery, insideCommand } from '@berth/core/adapter'
import { programs } from '../programs.generated.js'

/** Asks for all containers that Berth made, of the login user and of root where sudo lets the login. */
export function inventoryProgram({ privilege }: InventoryQuery): HostProgram {
  return { program: programs.inventory, words: [privilege, programs.containers, ...insideCommand()] }
}
