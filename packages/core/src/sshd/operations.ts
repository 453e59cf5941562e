import type { DeclaredOperation } from '../command/operation/index.js'

const step = {
  code: 'BERTH_SSHD_FAILED',
  remedy: 'Look at the container: /var/lib/berth must be writable, and ssh-keygen must work.',
} as const

/** The steps of sshd's set-up in one container. */
export const sshdOperations: Readonly<Record<'inspect' | 'readTrust' | 'makeKeys' | 'start', DeclaredOperation>> = {
  inspect: {
    ...step,
    operation: 'inspect sshd',
    effect: 'none',
    afterwards: 'Check that the host is up, then try again.',
  },
  readTrust: {
    ...step,
    operation: 'read known hosts',
    effect: 'none',
    afterwards: 'Check that the host is up, then try again.',
  },
  makeKeys: {
    ...step,
    operation: 'make sshd keys',
    effect: 'repeatable',
    afterwards: 'Check that the host is up, then try again: keys that were made are kept.',
  },
  start: {
    ...step,
    operation: 'start sshd',
    effect: 'repeatable',
    afterwards: 'Check that the host is up, then try again: an sshd that was started is left alone.',
  },
}
