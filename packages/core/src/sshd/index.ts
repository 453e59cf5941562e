export { type EnsureSshdOptions, ensureSshd, type SshdOutcome } from './ensure-sshd.js'
export { sshdFiles, sshdFolder } from './paths.js'
export type { SshdContainer } from './sshd-container.js'
