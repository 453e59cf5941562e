export { type ProcessIdentity, type ProcessStanding, processStanding, thisProcess } from './process-identity.js'
export { readWholeFile } from './read-whole-file.js'
export { homeDirectory, userName } from './this-user.js'
