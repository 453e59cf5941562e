import { describe, expect, it } from 'vitest'
import { unusableFile, unusableKey } from '../../src/login/key-type.js'

describe('a type of key', () => {
  it.each(['ssh-ed25519', 'ssh-rsa', 'ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp521'])('%s can be used', (type) => {
    expect(unusableKey(type)).toBeUndefined()
  })

  it.each([
    ['sk-ssh-ed25519@openssh.com', /FIDO token \(sk-ssh-ed25519@openssh\.com\).*without one/],
    ['sk-ecdsa-sha2-nistp256@openssh.com', /FIDO token/],
    ['webauthn-sk-ecdsa-sha2-nistp256@openssh.com', /FIDO token/],
    ['ssh-ed25519-cert-v01@openssh.com', /a certificate .*plain/],
    ['sk-ssh-ed25519-cert-v01@openssh.com', /FIDO token/],
    ['ssh-mldsa44', /the type ssh-mldsa44, which is not supported/],
  ])('%s is named, with the way out', (type, text) => {
    expect(unusableKey(type)).toMatch(text)
  })
})

describe('a file', () => {
  it.each<[string, string, RegExp | undefined]>([
    ['with a FIDO key, public', 'sk-ssh-ed25519@openssh.com AAAAGnNr me', /FIDO token/],
    ['with a certificate', 'ssh-ed25519-cert-v01@openssh.com AAAAIHNz me', /certificate/],
    ['that is a library', '\x7fELF\x02\x01', /PKCS#11/],
    ['with a plain key', 'ssh-ed25519 AAAAC3Nz me', undefined],
    ['that is cut off', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END', undefined],
    ['with something else', 'hello', undefined],
  ])('%s', (_title, content, text) => {
    const reason = unusableFile(Buffer.from(content, 'latin1'))
    if (text === undefined) expect(reason).toBeUndefined()
    else expect(reason).toMatch(text)
  })
})
