import type { RuntimeObligation } from '../fixture/runtime-obligation.js'
import { closingObligations } from './closing.js'
import { commandObligations } from './commands/commands.js'
import { endingObligations } from './commands/endings.js'
import { notStartedObligations } from './commands/not-started.js'
import { outputObligations } from './commands/output.js'
import { launchObligations } from './containers/launch.js'
import { leaseObligations } from './containers/lease.js'
import { raceObligations } from './containers/race.js'
import { removeObligations } from './containers/remove.js'
import { restartObligations } from './containers/restart.js'
import { saveObligations } from './containers/save.js'
import { declarationObligations } from './declaration.js'
import { imageObligations } from './images.js'
import { distrustObligations } from './looking/distrust.js'
import { inventoryObligations } from './looking/inventory.js'
import { listingObligations } from './looking/listing.js'
import { observationObligations } from './looking/observation.js'

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
  ...leaseObligations,
  ...saveObligations,
  ...listingObligations,
  ...inventoryObligations,
  ...commandObligations,
  ...outputObligations,
  ...notStartedObligations,
  ...endingObligations,
  ...closingObligations,
]
