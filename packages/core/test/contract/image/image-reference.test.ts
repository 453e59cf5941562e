import { describe, expect, it } from 'vitest'
import { formatImageReference, imageReferenceProblem, parseImageReference } from '../../../src/contract/index.js'
import { digest } from '../../image/identity.js'

const d = digest('a')

describe('parseImageReference', () => {
  it.each([
    ['ubuntu', 'docker.io', 'library/ubuntu', 'latest', null],
    ['ubuntu:24.04', 'docker.io', 'library/ubuntu', '24.04', null],
    ['docker.io/ubuntu', 'docker.io', 'library/ubuntu', 'latest', null],
    ['index.docker.io/rocm/dev', 'docker.io', 'rocm/dev', 'latest', null],
    ['rocm/dev-ubuntu-24.04:6.4', 'docker.io', 'rocm/dev-ubuntu-24.04', '6.4', null],
    ['localhost/mine', 'localhost', 'mine', 'latest', null],
    ['localhost:5000/mine:1', 'localhost:5000', 'mine', '1', null],
    ['registry.example:443/a/b/c', 'registry.example:443', 'a/b/c', 'latest', null],
    ['registry:5000/a', 'registry:5000', 'a', 'latest', null],
    ['10.0.0.1:5000/a', '10.0.0.1:5000', 'a', 'latest', null],
    ['[2001:db8::1]:5000/a:x', '[2001:db8::1]:5000', 'a', 'x', null],
    [`ubuntu@${d}`, 'docker.io', 'library/ubuntu', null, d],
    [`ghcr.io/a/b:1@${d}`, 'ghcr.io', 'a/b', '1', d],
    ['a__b/c--d.e_f', 'docker.io', 'a__b/c--d.e_f', 'latest', null],
    [`ubuntu:${'t'.repeat(128)}`, 'docker.io', 'library/ubuntu', 't'.repeat(128), null],
    ['library:5000', 'docker.io', 'library/library', '5000', null],
  ])('reads %s', (text, registry, repository, tag, parsedDigest) => {
    const reference = { registry, repository, tag, digest: parsedDigest }
    expect(imageReferenceProblem(text)).toBeNull()
    expect(parseImageReference(text)).toEqual(reference)
    expect(parseImageReference(formatImageReference(reference))).toEqual(reference)
  })

  it.each([
    ['', 'empty'],
    [' ubuntu', 'white space'],
    ['ubuntu\n', 'white space'],
    ['docker://ubuntu', 'URL'],
    ['a'.repeat(64), 'image id'],
    ['Rocm/dev', '"Rocm/dev" must be lowercase'],
    ['docker.io/Rocm/dev', 'lowercase'],
    ['Ubuntu', 'lowercase'],
    ['/ubuntu', 'empty part'],
    ['rocm//dev', 'empty part'],
    ['rocm/', 'empty part'],
    ['docker.io/', 'no repository'],
    [':latest', 'no repository'],
    ['-rocm/dev', '"-rocm"'],
    ['rocm/de___v', '"de___v"'],
    ['rocm/de..v', '"de..v"'],
    ['-bad.example/a', 'registry "-bad.example"'],
    ['host:port/a', 'registry "host:port"'],
    ['ubuntu:', 'tag after : is empty'],
    ['ubuntu:-x', 'tag "-x"'],
    ['ubuntu:a+b', 'tag "a+b"'],
    [`ubuntu:${'t'.repeat(129)}`, '128 characters'],
    ['ubuntu@', 'digest ""'],
    ['ubuntu@sha256:abc', 'digest "sha256:abc"'],
    [`ubuntu@sha256:${'a'.repeat(63)}`, '64 hexadecimal digits, this one has 63'],
    [`ubuntu@sha256:${'A'.repeat(64)}`, 'lowercase'],
    [`ubuntu@md5:${'a'.repeat(32)}`, 'none of sha256, sha384, sha512'],
    [`ubuntu@${d}@${d}`, 'digest'],
    [`registry.example/${'a'.repeat(250)}`, '255 characters'],
    ['<changeme>', 'may have only'],
  ])('rejects %j: %s', (text, reason) => {
    expect(imageReferenceProblem(text)).toContain(reason)
    expect(parseImageReference(text)).toBeNull()
  })
})

describe('formatImageReference', () => {
  it.each([
    ['ubuntu', 'docker.io/library/ubuntu:latest'],
    [`localhost:5000/a@${d}`, `localhost:5000/a@${d}`],
    [`ghcr.io/a/b:1@${d}`, `ghcr.io/a/b:1@${d}`],
  ])('writes %s in full', (text, full) => {
    const reference = parseImageReference(text)
    expect(reference && formatImageReference(reference)).toBe(full)
  })
})
