import ssh2 from 'ssh2'

/** A pair of keys in OpenSSH's formats. */
export interface Keys {
  readonly private: string
  readonly public: string
}

/**
 * New Ed25519 keys. One in some two hundred that ssh2 generates has a private key that neither it nor OpenSSH can read,
 * for a zero at its front is left out; such keys are made again.
 */
export function ed25519Keys(): Keys {
  const keys = ssh2.utils.generateKeyPairSync('ed25519')
  return ssh2.utils.parseKey(keys.private) instanceof Error ? ed25519Keys() : keys
}
