/** An account that exists on every host of a testbed. */
export interface TestbedUser {
  /** Login name. */
  readonly name: string
  /** User and group id. */
  readonly id: number
  /** Login shell. */
  readonly shell: string
  /** Home directory on the host. */
  readonly home: string
  /** True when the user may call docker without sudo. */
  readonly docker: boolean
  /** True when the user has a rootless Podman of their own. */
  readonly rootless: boolean
  /** True when `sudo -n` works. */
  readonly sudo: boolean
  /** True when the user may log in with {@link TESTBED_PASSWORD}; keys are accepted from every user. */
  readonly password: boolean
}

/** The password of the user `pass`. */
export const TESTBED_PASSWORD = 'correct horse battery staple'

/** The passphrase of {@link Testbed.encryptedKeyFile}. */
export const TESTBED_PASSPHRASE = 'open sesame'

const user = (name: string, id: number, change: Partial<TestbedUser> = {}): TestbedUser => ({
  name,
  id,
  shell: '/bin/bash',
  home: `/home/${name}`,
  docker: true,
  rootless: true,
  sudo: false,
  password: false,
  ...change,
})

/**
 * The accounts of every host: `berth` (the default login, in group docker), `sudoer` (docker only through `sudo -n`),
 * `fish` and `dash` (login shells of these names, in group docker), `pass` (logs in with a password, in group docker),
 * `nodocker` (may call docker in no way), and root.
 */
export const TESTBED_USERS: readonly TestbedUser[] = [
  user('berth', 7001),
  user('sudoer', 7002, { docker: false, sudo: true }),
  user('fish', 7003, { shell: '/usr/bin/fish' }),
  user('dash', 7004, { shell: '/bin/dash' }),
  user('pass', 7005, { password: true }),
  user('nodocker', 7006, { docker: false, rootless: false }),
  user('root', 0, { home: '/root', docker: false, rootless: false }),
]

/** {@link TESTBED_PASSWORD} as crypt(3) writes it (SHA-512). */
export const TESTBED_PASSWORD_HASH =
  '$6$berthtestbed$A7N/c5ofvg4bKEDffHg/Gkz.soiptTtiDZ1/.NuCWrl/1hba/OPoNh3Ulj40bTmN.cqFVeFCwiXZxB2aqPB29/'
