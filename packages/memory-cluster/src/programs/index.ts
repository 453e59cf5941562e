import type { Applets } from './applet.js'
import { fileChangePrograms } from './file-changes.js'
import { fileFactPrograms } from './file-facts.js'
import { linePrograms } from './lines.js'
import { outputPrograms } from './output.js'
import { processPrograms } from './processes.js'
import { shell } from './shell.js'
import { streamPrograms } from './streams.js'
import { systemPrograms } from './system.js'

/** What every machine in memory has. */
export const basePrograms: Applets = {
  ...fileChangePrograms,
  ...fileFactPrograms,
  ...linePrograms,
  ...outputPrograms,
  ...processPrograms,
  ...streamPrograms,
  ...systemPrograms,
  sh: shell,
  bash: shell,
}
