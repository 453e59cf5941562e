export { forManyHosts } from './for-many-hosts.js'
export { allSucceeded, asBerthError, failuresOf, type HostOutcome, onAllHosts, onHosts, valuesOf } from './on-hosts.js'
export { pause } from './pause.js'
export { Turns } from './turns.js'
