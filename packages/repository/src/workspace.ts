import { fileURLToPath } from 'node:url'

/** The folder of the whole workspace, from the sources and from the build alike. */
export const workspaceFolder: string = fileURLToPath(new URL('../../..', import.meta.url))
