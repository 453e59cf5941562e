import { sshdFiles } from './paths.js'

/** The settings that the configuration of one container's sshd depends on. */
export interface ServerSettings {
  /** TCP port, on all of the host's addresses. */
  readonly port: number
  /** Environment of every session: the variables that commands in the container have otherwise. */
  readonly environment: Readonly<Record<string, string>>
  /** Version of the image's OpenSSH. */
  readonly version: OpenSshVersion
}

/** Major and minor version of OpenSSH. */
export type OpenSshVersion = readonly [major: number, minor: number]

/** The text of sshd's configuration; the image's own is never read. */
export function serverConfig({ port, environment, version }: ServerSettings): string {
  const settings = Object.entries(environment).map(([name, value]) => setting(name, value))
  return `# Written by Berth, which replaces it as needed.
Port ${port}
HostKey ${sshdFiles.hostKey}
AuthorizedKeysFile ${sshdFiles.authorizedKeys}
PidFile ${sshdFiles.pid}
PermitRootLogin prohibit-password
AllowUsers root
PubkeyAuthentication yes
PasswordAuthentication no
KbdInteractiveAuthentication no
HostbasedAuthentication no
UsePAM no
StrictModes yes
UseDNS no
X11Forwarding no
PrintMotd no
PrintLastLog no
TCPKeepAlive yes
LoginGraceTime 60
MaxStartups 1000:30:2000
MaxSessions 1000
LogLevel INFO
Subsystem sftp internal-sftp
${settings.length > 0 && takesEnvironment(version) ? `SetEnv ${settings.join(' ')}\n` : ''}`
}

/** Whether a version of OpenSSH knows `SetEnv`: older versions refuse a configuration that has it. */
function takesEnvironment([major, minor]: OpenSshVersion): boolean {
  return major > 7 || (major === 7 && minor >= 8)
}

function setting(name: string, value: string): string {
  return `"${name}=${value}"`
}
