/** Folder of all of Berth's sshd in a container; in the overlay, so that it lives exactly as long as the container. */
export const sshdFolder = '/var/lib/berth/sshd'

/** Folder of the private keys. */
export const keyFolder = '/var/lib/berth/keys'

/** Files in {@link sshdFolder} and {@link keyFolder}. */
export const sshdFiles: SshdFiles = {
  hostKey: '/var/lib/berth/keys/host_key',
  clientKey: '/var/lib/berth/keys/client_key',
  authorizedKeys: '/var/lib/berth/sshd/authorized_keys',
  serverConfig: '/var/lib/berth/sshd/sshd_config',
  clientConfig: '/var/lib/berth/sshd/client_config',
  knownHosts: '/var/lib/berth/sshd/known_hosts',
  installed: '/var/lib/berth/sshd/installed',
  started: '/var/lib/berth/sshd/started',
  pid: '/var/lib/berth/sshd/sshd.pid',
  log: '/var/lib/berth/sshd/sshd.log',
}

/** Files of the image that are changed so that sshd lets root in, and clients find the cluster. */
export const systemFiles: SystemFiles = {
  clientConfig: '/etc/ssh/ssh_config',
  passwords: '/etc/shadow',
  accounts: '/etc/passwd',
}

/** Paths of an image's own files. */
export interface SystemFiles {
  readonly clientConfig: string
  readonly passwords: string
  readonly accounts: string
}

/** Paths of Berth's own files in a container. */
export interface SshdFiles {
  readonly hostKey: string
  readonly clientKey: string
  readonly authorizedKeys: string
  readonly serverConfig: string
  readonly clientConfig: string
  readonly knownHosts: string
  /** Digest of the public files as they were installed. */
  readonly installed: string
  /** Digest of the settings that the running sshd was started with. */
  readonly started: string
  readonly pid: string
  /** A link to the log of the sshd that was started last. */
  readonly log: string
}
