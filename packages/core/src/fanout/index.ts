export { failuresOf, type HostOutcome, onAllHosts, onHosts, valuesOf } from './on-hosts.js'
