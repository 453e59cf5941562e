export { BerthError, type BerthErrorDetails } from './berth-error.js'
export { type ErrorCode, type ErrorKind, errorKinds } from './codes.js'
export { groupHosts, type HostGroup } from './group-hosts.js'
export { HostsError } from './hosts-error.js'
