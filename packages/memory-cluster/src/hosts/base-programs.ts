import { bytePrograms } from '../programs/byte-programs.js'
import { fileChangePrograms } from '../programs/file-changes.js'
import { fileFactPrograms } from '../programs/file-facts.js'
import { linePrograms } from '../programs/line-programs.js'
import { machineFactPrograms } from '../programs/machine-facts.js'
import { printingPrograms } from '../programs/printing.js'
import { processPrograms } from '../programs/process-programs.js'
import type { SmallPrograms } from '../programs/small-program.js'
import { shellProgram } from '../shell/shell-program.js'

/** What every machine in memory has: see the scope in this package's README, which a test holds to this. */
export const basePrograms: SmallPrograms = {
  ...bytePrograms,
  ...fileChangePrograms,
  ...fileFactPrograms,
  ...linePrograms,
  ...machineFactPrograms,
  ...printingPrograms,
  ...processPrograms,
  sh: shellProgram,
  bash: shellProgram,
}
