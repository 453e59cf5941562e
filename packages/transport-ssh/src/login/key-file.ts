import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Remedy } from '@berth/core/adapter'
import ssh2 from 'ssh2'
import { hideKey } from '../errors/ssh-commands.js'
import type { SecretOption } from '../options.js'
import { unusableFile } from './key-type.js'

/** A key file that cannot be used. */
export class UnusableKeyError extends Error {
  override readonly name = 'UnusableKeyError'
  readonly remedy: Remedy

  constructor(message: string, remedy: Remedy, cause?: unknown) {
    super(message, { cause })
    this.remedy = remedy
  }

  /** Whether there is no such file. */
  get isMissing(): boolean {
    return this.cause instanceof Error && 'code' in this.cause && this.cause.code === 'ENOENT'
  }
}

/** A private key that others than its owner may read, or write. It is ignored, as ssh ignores it. */
export class ExposedKeyError extends UnusableKeyError {
  constructor(path: string, mode: number) {
    super(
      `the key file ${path} may be used by others (mode ${(mode & 0o777).toString(8)}), so it is ignored; ssh ignores it too`,
      ['Hide it, and make a new key if others may have read it.', hideKey({ file: path })],
    )
  }
}

/**
 * Why a file gives no key that can be used, whatever its passphrase is: a key of a token, say; undefined for a file
 * that may give one, and for one that is not there or cannot be read.
 */
export async function unusableKeyAt(path: string): Promise<string | undefined> {
  const read = await readKeyFile(path).catch(() => undefined)
  return read && unusableFile(read.content)
}

/** A private key, read once for all hosts: opening an encrypted one takes about a second of computing. */
export class KeyFile {
  readonly path: string
  readonly #passphrase: SecretOption | undefined
  #key: Promise<ssh2.ParsedKey> | undefined

  constructor(path: string, passphrase: SecretOption | undefined) {
    this.path = path
    this.#passphrase = passphrase
  }

  /** The key. Rejects with {@link UnusableKeyError}; then the next call reads the file again. */
  read(): Promise<ssh2.ParsedKey> {
    this.#key ??= readKey(this.path, reveal(this.#passphrase)).catch((error: unknown) => {
      this.#key = undefined
      throw error
    })
    return this.#key
  }
}

/** A secret's text. */
export function reveal(secret: SecretOption | undefined): string | undefined {
  return typeof secret === 'function' ? secret() : secret
}

async function readKey(path: string, passphrase: string | undefined): Promise<ssh2.ParsedKey> {
  const content = await readHidden(path)
  const unusable = unusableFile(content)
  if (unusable !== undefined) {
    throw new UnusableKeyError(`the key file ${path} is ${unusable}`, 'Name the private key that the hosts take.')
  }
  const parsed = ssh2.utils.parseKey(content, passphrase)
  if (!(parsed instanceof Error)) {
    const [key] = [parsed].flat()
    if (key?.isPrivateKey()) return key
    throw new UnusableKeyError(`${path} holds a public key`, 'Name the private key, the file without .pub.')
  }
  if (/no passphrase given/i.test(parsed.message)) {
    throw new UnusableKeyError(
      `the key file ${path} is encrypted and no passphrase was given`,
      'Load the key into ssh-agent (ssh-add), or give the passphrase.',
    )
  }
  if (passphrase !== undefined && /passphrase|decrypt|integrity|bad/i.test(parsed.message)) {
    throw new UnusableKeyError(`the key file ${path} does not open with this passphrase`, 'Check the passphrase.')
  }
  throw new UnusableKeyError(
    `the key file ${path} is not a private key in a format that is known`,
    'Name a private key as ssh-keygen writes it; other programs can export theirs in the format of OpenSSH.',
  )
}

/**
 * The file's content. Rejects with {@link ExposedKeyError} where it has a private key that is the user's and that
 * others may use; the permissions of another user's file are that user's concern, as they are to ssh.
 */
async function readHidden(path: string): Promise<Buffer> {
  const { content, uid, mode } = await readKeyFile(path).catch((cause: unknown) => {
    if (cause instanceof UnusableKeyError) throw cause
    throw new UnusableKeyError(
      `the key file ${path} cannot be read`,
      'Check the path of the key file and its permissions.',
      cause,
    )
  })
  const isPrivate = /^-----BEGIN .*PRIVATE KEY-----|^PuTTY-User-Key-File/m.test(content.toString('latin1'))
  if (isPrivate && uid === process.getuid?.() && (mode & 0o077) !== 0) throw new ExposedKeyError(path, mode)
  return content
}

/** A regular file, and who may use it. Rejects with {@link UnusableKeyError} for another one, or the system's error. */
export async function readKeyFile(path: string): Promise<{ content: Buffer; uid: number; mode: number }> {
  // Opening a named pipe would wait for a writer, and keep this process from its end.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const status = await file.stat()
    if (!status.isFile()) {
      throw new UnusableKeyError(`the key file ${path} is no regular file`, 'Name a file that holds a private key.')
    }
    return { content: await file.readFile(), uid: status.uid, mode: status.mode }
  } finally {
    await file.close()
  }
}
