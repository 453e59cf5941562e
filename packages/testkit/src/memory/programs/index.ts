import type { Applets } from './applet.js'
import { filePrograms } from './files.js'
import { linePrograms } from './lines.js'
import { outputPrograms } from './output.js'
import { processPrograms } from './processes.js'
import { shell } from './shell.js'
import { streamPrograms } from './streams.js'
import { systemPrograms } from './system.js'

/** What every machine in memory has. */
export const basePrograms: Applets = {
  ...filePrograms,
  ...linePrograms,
  ...outputPrograms,
  ...processPrograms,
  ...streamPrograms,
  ...systemPrograms,
  sh: shell,
  bash: shell,
}
