import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { workspaceFolder } from '../../../src/workspace.js'

/**
 * The one command that the README prints and that has some words in it, without its comment. Throws if there is none,
 * or more.
 */
export function readmeCommand(words: string): string {
  const readme = readFileSync(join(workspaceFolder, 'README.md'), 'utf8')
  const blocks = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, lines = '']) => lines)
  const commands = blocks.flatMap((lines) => lines.split('\n')).map((line) => line.replace(/\s+#.*$/, ''))
  const found = commands.filter((command) => command.includes(words))
  const [command] = found
  if (command === undefined || found.length > 1)
    throw new Error(`README.md has ${found.length} commands with "${words}"`)
  return command
}
