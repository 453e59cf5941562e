import { createHash } from 'node:crypto'
import { serverConfig } from './files/server-config.js'
import type { SharedFiles } from './files/shared-files.js'
import type { Inspection } from './inspection.js'

/** The public halves of one container's keys. */
export interface PublicKeys {
  readonly hostKey: string
  readonly clientKey: string
}

/** What one container's set-up is made from. */
export interface SshdSettings {
  /** TCP port. */
  readonly port: number
  readonly files: SharedFiles
  /** The keys that the container has, or is given. */
  readonly keys: PublicKeys
}

/** What is to be done for the sshd of one container. */
export interface SshdPlan {
  /**
   * `nothing`: all files are as they should be, and sshd runs. `files`: only files are installed; the running sshd is
   * left alone.
   */
  readonly action: 'nothing' | 'files' | 'start' | 'restart'
  readonly serverConfig: string
  readonly files: SharedFiles
  /** Digest of all public files. */
  readonly installed: string
  /** Digest of the settings that sshd itself is started with. */
  readonly started: string
  /** What the container was seen to trust; see {@link Inspection}. */
  readonly seenTrust: string
}

/** Decides what is to be done for the sshd of one container, and composes the file that is the container's own. */
export function planSshd({ port, files, keys }: SshdSettings, inspection: Inspection): SshdPlan {
  const { environment, version, running, trusted } = inspection
  const config = serverConfig({ port, environment, version })
  const started = digest([config, keys.hostKey])
  const installed = digest([config, files.digest, keys.hostKey, keys.clientKey])
  const complete =
    inspection.installed === installed &&
    (trusted === files.trusted || trusted === 'unknown') &&
    inspection.hostKey === keys.hostKey &&
    inspection.clientKey === keys.clientKey
  return { action: action(), serverConfig: config, files, installed, started, seenTrust: trusted }

  function action(): SshdPlan['action'] {
    if (!running) return 'start'
    if (inspection.started !== started) return 'restart'
    return complete ? 'nothing' : 'files'
  }
}

function digest(texts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex')
}
