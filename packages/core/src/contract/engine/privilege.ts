/** How an engine may be called. */
export type Privilege = 'auto' | 'plain' | 'sudo'
