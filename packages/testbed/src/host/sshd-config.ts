/** The configuration of a host's sshd: Debian's defaults without PAM, and passwords for the users named only. */
export function sshdConfig(passwordUsers: readonly string[]): string {
  return [
    'Port 22',
    'HostKey /etc/ssh/ssh_host_ed25519_key',
    'HostKey /etc/ssh/ssh_host_ecdsa_key',
    'PermitRootLogin prohibit-password',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'UsePAM no',
    'UseDNS no',
    'PrintMotd no',
    'AcceptEnv LANG LC_*',
    'Subsystem sftp /usr/lib/openssh/sftp-server',
    `Match User ${passwordUsers.join(',')}`,
    '  PasswordAuthentication yes',
    '',
  ].join('\n')
}
