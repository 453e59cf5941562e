import {
  clusterFileSchema,
  containerKinds,
  errorKinds,
  errorMeanings,
  mayPrune,
  mayRemove,
  pruneCalls,
  referenceMarkdown,
  removalCalls,
} from '@berth/core'
import { errorPage } from './reference/error-page.js'
import { withReference } from './reference/readme-reference.js'
import { removalPage } from './reference/removal-page.js'
import { readRemedies } from './remedies/read-remedies.js'
import { remediesPage } from './remedies/remedies-page.js'
import { readModeChecks } from './security/writes/read-mode-checks.js'
import { writtenPlaces } from './security/writes/written-files.js'
import { writtenFilesPage } from './security/writes/written-files-page.js'

/** A document that is made from the code, as a whole or in part. */
export interface GeneratedDocument {
  /** Path from the top of the repository. */
  readonly path: string
  /** The text that the document should have, from the text that it has: empty where the document is not there yet. */
  readonly made: (now: string) => string
}

/** Everything that `npm run docs` writes. */
export const documents: readonly GeneratedDocument[] = [
  { path: 'README.md', made: (now) => withReference(now, referenceMarkdown(clusterFileSchema)) },
  {
    path: 'packages/core/docs/error-codes.md',
    made: () => errorPage({ kinds: errorKinds, meanings: errorMeanings }),
  },
  {
    path: 'packages/core/docs/who-may-remove-what.md',
    made: () => removalPage({ kinds: containerKinds, calls: removalCalls, mayRemove, pruneCalls, mayPrune }),
  },
  { path: 'packages/core/docs/remedies.md', made: () => remediesPage(readRemedies()) },
  {
    path: 'packages/core/docs/written-files.md',
    made: () => writtenFilesPage({ places: writtenPlaces, checks: readModeChecks() }),
  },
]
