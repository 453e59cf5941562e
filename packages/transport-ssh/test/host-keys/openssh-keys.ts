import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Gives public keys of real OpenSSH, made in a folder: another one for each name, always the same for one name. A name
 * begins with the type of its key: `ed25519`, `rsa-2`.
 */
export function keysIn(folder: string): (name: string) => Buffer {
  const keys = new Map<string, Buffer>()
  return (name) => {
    const known = keys.get(name)
    if (known !== undefined) return known
    const [type = 'ed25519'] = name.split('-')
    const path = join(folder, name)
    const bits = type === 'rsa' ? ['-b', '2048'] : []
    execFileSync('ssh-keygen', ['-q', '-t', type, ...bits, '-N', '', '-f', path])
    const made = Buffer.from(readFileSync(`${path}.pub`, 'utf8').split(' ')[1] ?? '', 'base64')
    keys.set(name, made)
    return made
  }
}
