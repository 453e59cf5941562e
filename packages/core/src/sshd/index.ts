export { ensureSshd, sshdLimit } from './ensure-sshd.js'
export { sshdFiles } from './files/paths.js'
export type { SshdContainer } from './sshd-container.js'
