import type { DeclaredOperation } from '../../command/operation/index.js'

/** What to do where a host's answer is of no use. */
export const useOfTools = 'Check that sh, stat and date work for the login user.'

/** The reason for not using an answer that is of no use. */
export function unusable(exitCode: number | null, seen: string): string {
  return `unusable answer (exit code ${exitCode}): ${seen}`
}

/** The operations that ask a host itself, beside the runtime's question. */
export const observeOperations: Readonly<Record<'readFacts', DeclaredOperation>> = {
  readFacts: {
    operation: 'look for devices and bind-mount sources',
    code: 'BERTH_PROBE_UNTRUSTED',
    effect: 'none',
    remedy: useOfTools,
    afterwards: 'Check that the host is up and what load it has, then try again.',
    words: (usual, { endedBy, exitCode }) => (endedBy === 'exit' ? unusable(exitCode, usual) : usual),
  },
}
