import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { field } from '../src/login/fields.js'

/** Writes a key of a FIDO token as OpenSSH keeps it: there is no token, whose part of the key is made up. */
export function makeTokenKey(path: string): void {
  const type = field(Buffer.from('sk-ssh-ed25519@openssh.com'))
  const { publicKey } = generateKeyPairSync('ed25519')
  const point = field(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32))
  const application = field(Buffer.from('ssh:'))
  const none = field(Buffer.from('none'))
  const empty = field(Buffer.alloc(0))
  const check = randomBytes(4)
  const touch = Buffer.of(1)
  const handle = field(randomBytes(64))
  const parts = [check, check, type, point, application, touch, handle, empty, field(Buffer.from('me@token'))]
  const secret = Buffer.concat(parts)
  const padding = Buffer.from(Array.from({ length: -secret.length & 7 }, (_, index) => index + 1))
  const whole = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...[none, none, empty, Buffer.of(0, 0, 0, 1)],
    field(Buffer.concat([type, point, application])),
    field(Buffer.concat([secret, padding])),
  ])
  const lines = whole.toString('base64').replace(/.{70}/g, '$&\n')
  const text = `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}\n-----END OPENSSH PRIVATE KEY-----\n`
  writeFileSync(path, text, { mode: 0o600 })
}
