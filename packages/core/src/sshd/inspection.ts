import type { OpenSshVersion } from './files/server-config.js'
import { sessionEnvironment } from './files/session-environment.js'

/** What one look into a container tells about its sshd. */
export interface Inspection {
  /** Programs that the image lacks: of sshd, ssh and ssh-keygen. */
  readonly missing: readonly string[]
  readonly version: OpenSshVersion
  /** Why ssh in the container connects to nothing, in its own words; null where it does. */
  readonly clientRefusal: string | null
  /** Whether an sshd of ours runs. */
  readonly running: boolean
  /** Public host key, as `ssh-ed25519 …`; null if there is none. */
  readonly hostKey: string | null
  /** Public client key; null if there is none. */
  readonly clientKey: string | null
  /** Digest of the files that were installed; null if none were. */
  readonly installed: string | null
  /** Digest of the settings that the running sshd was started with; null if no sshd was started. */
  readonly started: string | null
  /** SHA-256 of known_hosts and authorized_keys together; `none` without them, `unknown` where it cannot be told. */
  readonly trusted: string
  readonly environment: Readonly<Record<string, string>>
}

/** Reads the output of the inspecting script; null if the output is not whole. */
export function parseInspection(output: string): Inspection | null {
  const at = output.indexOf(environMark)
  const [head, environ] = [output.slice(0, at), output.slice(at + environMark.length)]
  if (at === -1 || !environ.endsWith('\nend\n')) return null
  const facts = new Map<string, string>()
  for (const line of head.split('\n')) {
    const [, name, value] = /^(\S+) (.*)$/.exec(line) ?? []
    if (name !== undefined && value !== undefined) facts.set(name, value)
  }
  const fact = (name: string): string | null => facts.get(name)?.trim() || null
  const running = fact('running')
  const trusted = fact('trusted')
  if ((running !== 'yes' && running !== 'no') || trusted === null) return null
  return {
    missing: fact('missing')?.split(/\s+/) ?? [],
    version: openSshVersion(fact('version') ?? ''),
    clientRefusal: fact('client_refuses'),
    running: running === 'yes',
    hostKey: publicKey(fact('host_key')),
    clientKey: publicKey(fact('client_key')),
    installed: fact('installed'),
    started: fact('started'),
    trusted,
    environment: sessionEnvironment(environ.slice(0, -'\nend\n'.length)),
  }
}

const environMark = '\nenviron\n'

/** `OpenSSH_9.2p1 Debian-2+deb12u3, OpenSSL …`; a version that cannot be read counts as old. */
function openSshVersion(text: string): OpenSshVersion {
  const [, major, minor] = /OpenSSH_(\d+)\.(\d+)/.exec(text) ?? []
  return [Number(major ?? 0), Number(minor ?? 0)]
}

/** Type and key, without the comment. */
function publicKey(text: string | null): string | null {
  return text === null ? null : text.split(' ').slice(0, 2).join(' ')
}
