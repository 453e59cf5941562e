import { berthFolder } from '../contract/index.js'

/**
 * Where the output of the setup script, and of what the script left behind, is in every container; only root may read
 * it. Begun anew by each script that is run, and when it has grown to 8 MiB: then the one before is `setup.log.1`.
 */
export const setupLogPath: string = `${berthFolder}/setup.log`
