import { lstatSync } from 'node:fs'

/** Whether there is anything of this name, be it a link that leads nowhere: to read it says what is wrong with it. */
export function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}
