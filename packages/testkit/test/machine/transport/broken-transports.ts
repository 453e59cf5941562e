import type { Break } from './altered.js'
import { brokenConnections } from './broken-connections.js'
import { brokenEndings } from './broken-endings.js'
import { brokenFiles } from './broken-files.js'
import { brokenOutput } from './broken-output.js'
import { brokenReach } from './broken-reach.js'
import { brokenWords } from './broken-words.js'

/** For each obligation, by its name, a transport that does not meet it. */
export const brokenTransports: Readonly<Record<string, Break>> = {
  ...brokenConnections,
  ...brokenWords,
  ...brokenOutput,
  ...brokenEndings,
  ...brokenFiles,
  ...brokenReach,
}
