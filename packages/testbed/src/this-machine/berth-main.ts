import { fileURLToPath } from 'node:url'

/** Path of the program behind the `berth` command, to be run with Node. */
export function berthMain(): string {
  return fileURLToPath(new URL('./cli/main.js', import.meta.resolve('berth-cluster')))
}
