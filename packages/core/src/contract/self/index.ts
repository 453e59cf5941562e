export { type ProcessIdentity, type ProcessStanding, processStanding, thisProcess } from './process-identity.js'
export { homeDirectory, userName } from './this-user.js'
