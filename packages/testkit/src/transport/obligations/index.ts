import type { Obligation } from '../../suite/obligation.js'
import type { TransportFixture } from '../fixture/transport-fixture.js'
import { announcementObligations } from './announcements.js'
import { argumentObligations } from './arguments.js'
import { closingObligations } from './closing.js'
import { connectingObligations } from './connecting.js'
import { endingObligations } from './ending.js'
import { exitCodeObligations } from './exit-codes.js'
import { fileObligations } from './files.js'
import { inputObligations } from './input.js'
import { outputObligations } from './output.js'

export { fanOutObligations } from './fan-out.js'
export { networkObligations } from './network.js'

/** What every transport owes. */
export const transportObligations: readonly Obligation<TransportFixture>[] = [
  ...connectingObligations,
  ...exitCodeObligations,
  ...argumentObligations,
  ...outputObligations,
  ...inputObligations,
  ...endingObligations,
  ...announcementObligations,
  ...fileObligations,
  ...closingObligations,
]
