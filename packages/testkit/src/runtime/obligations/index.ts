import type { RuntimeObligation } from '../obligation.js'
import { closingObligations } from './closing.js'
import { commandObligations } from './commands.js'
import { declarationObligations } from './declaration.js'
import { distrustObligations } from './distrust.js'
import { endingObligations } from './endings.js'
import { imageObligations } from './images.js'
import { launchObligations } from './launch.js'
import { listingObligations } from './listing.js'
import { notStartedObligations } from './not-started.js'
import { observationObligations } from './observation.js'
import { outputObligations } from './output.js'
import { raceObligations } from './race.js'
import { removeObligations } from './remove.js'
import { restartObligations } from './restart.js'

/** Everything that a runtime owes, in the order in which it is tested. */
export const obligations: readonly RuntimeObligation[] = [
  ...declarationObligations,
  ...imageObligations,
  ...observationObligations,
  ...distrustObligations,
  ...launchObligations,
  ...raceObligations,
  ...restartObligations,
  ...removeObligations,
  ...listingObligations,
  ...commandObligations,
  ...outputObligations,
  ...notStartedObligations,
  ...endingObligations,
  ...closingObligations,
]
