import type { Distribution } from '../../../../config/index.js'

/** Hosts from which on an image is handed on from one to the other, where nobody says how it is. */
const manyHosts = 4

/** Whether so many hosts hand an image on to each other. */
export function fansOut(distribute: Distribution | null, hosts: number): boolean {
  return distribute === null ? hosts >= manyHosts : distribute === 'fan-out' && hosts > 1
}
