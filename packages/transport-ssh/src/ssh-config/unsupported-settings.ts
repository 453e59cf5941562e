import type { AppliedConfig } from './apply-ssh-config.js'

/**
 * Settings that change how a host is reached and that Berth does not support, each with the values that change nothing
 * and with the way out.
 */
const unsupported: readonly (readonly [keyword: string, name: string, harmless: RegExp, advice: string])[] = [
  ['certificatefile', 'CertificateFile', /^none$/i, 'certificates of users are not used; log in with a plain key'],
  ['pkcs11provider', 'PKCS11Provider', /^none$/i, 'load the token into ssh-agent'],
  ['canonicalizehostname', 'CanonicalizeHostname', /^no$/i, 'name hosts in full, or give their HostName'],
  [
    'kexalgorithms',
    'KexAlgorithms',
    /^[-+^]|(?:^|,)(?:curve25519-sha256(?:@libssh\.org)?|ecdh-sha2-nistp(?:256|384|521)|diffie-hellman-group[\w-]+)(?:,|$)/,
    'it leaves only exchanges that Berth does not have, as those against quantum computers are; others are asked for, and a host that takes none of them cannot be reached',
  ],
  ['knownhostscommand', 'KnownHostsCommand', /^none$/i, 'put the keys into known_hosts'],
  ['revokedhostkeys', 'RevokedHostKeys', /^none$/i, 'mark revoked keys with @revoked in known_hosts'],
  ['bindaddress', 'BindAddress', /^\*$/, 'the system picks the address to connect from'],
  ['bindinterface', 'BindInterface', /^none$/i, 'the system picks the interface to connect from'],
  ['addressfamily', 'AddressFamily', /^any$/i, 'give the address itself as HostName'],
]

/** A sentence for each unsupported setting that applies to a host. */
export function unsupportedSettings(config: AppliedConfig): readonly string[] {
  return unsupported.flatMap(([keyword, name, harmless, advice]) => {
    const directive = config.first(keyword)
    const matters = directive !== undefined && !harmless.test(directive.words[0])
    return matters ? [`${directive.origin}: ${name} is not supported: ${advice}`] : []
  })
}
