import { chmod, copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { TESTBED_PASSPHRASE } from '../contract/users.js'

/** The client's keys of a testbed. */
export interface KeyFiles {
  /** Unencrypted ed25519 private key. */
  readonly plain: string
  /** The plain key under {@link TESTBED_PASSPHRASE}. */
  readonly encrypted: string
  /** Public half. */
  readonly publicKey: string
  /** Host keys of all hosts in known_hosts form. */
  readonly knownHosts: string
}

/** Where a testbed's keys lie. */
export function keyFiles(folder: string): KeyFiles {
  return {
    plain: join(folder, 'id_ed25519'),
    encrypted: join(folder, 'id_ed25519_encrypted'),
    publicKey: join(folder, 'id_ed25519.pub'),
    knownHosts: join(folder, 'known_hosts'),
  }
}

/** Makes the client's keys. */
export async function makeClientKeys(files: KeyFiles): Promise<void> {
  await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'berth-testbed', '-f', files.plain])
  await copyFile(files.plain, files.encrypted)
  await chmod(files.encrypted, 0o600)
  await execa('ssh-keygen', ['-q', '-p', '-P', '', '-N', TESTBED_PASSPHRASE, '-f', files.encrypted])
}

/** Makes one host's keys in its /etc/ssh and gives its known_hosts lines. */
export async function makeHostKeys(folder: string, address: string): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  return Promise.all(
    ['ed25519', 'ecdsa'].map(async (type) => {
      const file = join(folder, `ssh_host_${type}_key`)
      await execa('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', '', '-f', file])
      const [kind, key] = (await readFile(`${file}.pub`, 'utf8')).trim().split(' ')
      return `${address} ${kind} ${key}`
    }),
  )
}

/** Writes the known_hosts file. */
export async function writeKnownHosts(files: KeyFiles, lines: readonly string[]): Promise<void> {
  await writeFile(files.knownHosts, `${lines.join('\n')}\n`)
}
