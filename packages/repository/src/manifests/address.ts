/**
 * Where the sources are to be. Nobody owns the address before the first release: see "What must be owned" in
 * CONTRIBUTING.md.
 */
export const address = 'https://github.com/berth-cluster/berth'
