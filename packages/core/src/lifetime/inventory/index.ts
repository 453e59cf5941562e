export type {
  FoundContainer,
  FoundContainers,
  FoundLease,
  FoundParts,
  FoundVerdict,
  HostContainers,
  Whose,
} from './found-container.js'
export { hostError } from './host-error.js'
export { type ListContainersOptions, listContainers } from './list-containers.js'
export {
  containersToPrune,
  type PruneContainersOptions,
  type PrunedContainer,
  type PruneSelection,
  pruneContainers,
} from './prune-containers.js'
export { type PrunedParts, type PrunePartsOptions, partsToPrune, pruneParts } from './prune-parts.js'
export { pruneRefusal } from './refuse-prune.js'
