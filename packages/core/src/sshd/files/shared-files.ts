import { createHash } from 'node:crypto'
import type { Trust } from '../trust.js'
import { authorizedKeys } from './authorized-keys.js'
import { clientConfig } from './client-config.js'
import { knownHosts } from './known-hosts.js'

/** The files that are the same in all containers of a call. */
export interface SharedFiles {
  readonly clientConfig: string
  readonly knownHosts: string
  readonly authorizedKeys: string
  /** SHA-256 of known_hosts and authorized_keys together: what a container says of the two that it has. */
  readonly trusted: string
  /** SHA-256 of all of them. */
  readonly digest: string
}

/** Composes the files, once for however many containers. */
export function sharedFiles({ hosts, clientKeys }: Trust): SharedFiles {
  const files = {
    clientConfig: clientConfig(hosts),
    knownHosts: knownHosts(hosts),
    authorizedKeys: authorizedKeys(clientKeys),
  }
  return {
    ...files,
    trusted: sha256(files.knownHosts + files.authorizedKeys),
    digest: sha256(JSON.stringify(Object.values(files))),
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
