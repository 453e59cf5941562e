import { access } from 'node:fs/promises'
import type { IdentityFile, Route } from '../target/target.js'
import { unusableKeyAt } from './key-file.js'

/**
 * Looks at the key files that are named for the ways to hosts, each once, without a passphrase: keys that Berth can do
 * nothing with are told before a connection is tried.
 */
export class KeyRemarks {
  readonly #remarks = new Map<string, Promise<readonly string[]>>()

  /** A sentence for each named key of a route that cannot be used, and for each certificate beside a named key. */
  async of({ jumps, target }: Route): Promise<readonly string[]> {
    const files = [...jumps, target]
      .filter(({ authentication }) => authentication.methods.includes('publickey'))
      .flatMap(({ identities }) => identities.files.filter(({ named }) => named))
    return (await Promise.all(files.map((file) => this.#about(file)))).flat()
  }

  #about(file: IdentityFile): Promise<readonly string[]> {
    const key = `${file.origin ?? ''} ${file.path}`
    const known = this.#remarks.get(key) ?? remarksAbout(file)
    this.#remarks.set(key, known)
    return known
  }
}

async function remarksAbout({ path, origin }: IdentityFile): Promise<readonly string[]> {
  const place = origin === undefined ? '' : `${origin}: `
  const unusable = await unusableKeyAt(path)
  const certificate = await access(`${path}-cert.pub`).then(
    () => true,
    () => false,
  )
  return [
    ...(unusable === undefined ? [] : [`${place}the key file ${path} is ${unusable}`]),
    ...(certificate ? [`${place}${path}-cert.pub is not used: certificates of users are not supported`] : []),
  ]
}
