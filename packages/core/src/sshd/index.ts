export { ensureSshd } from './ensure-sshd.js'
export { sshdFiles } from './paths.js'
export type { SshdContainer } from './sshd-container.js'
