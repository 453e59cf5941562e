export { ensureSshd, type SshdOutcome, sshdLimit } from './ensure-sshd.js'
export { keyFolder, sshdFiles } from './files/paths.js'
export { reachableNames } from './files/reachable-names.js'
export type { SshdContainer } from './sshd-container.js'
