import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { dockerDialect } from '../../src/engine/docker-dialect.js'
import { imageIdentity, localImage, usedImage } from '../../src/image/image-identity.js'

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8')

const [index, manifest, layer] = ['1', '2', '3'].map((digit) => `sha256:${digit.repeat(64)}`) as [
  string,
  string,
  string,
]

/**
 * Written after the documentation of Docker 28 and later, which says more of an image with several platforms than the
 * captured answers of 26.1.
 */
const containerdImage = {
  Id: index,
  Descriptor: { mediaType: 'application/vnd.oci.image.index.v1+json', digest: index, size: 9218 },
  RepoTags: ['rocm/dev:6'],
  RepoDigests: [`rocm/dev@${index}`],
  Architecture: 'arm64',
  Variant: 'v8',
  Os: 'linux',
  RootFS: { Type: 'layers', Layers: [layer] },
}

const containerdContainer = {
  Image: index,
  ImageManifestDescriptor: { mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: manifest, size: 2295 },
}

const described = (image: object, id: string) => ({
  stdout: `${id}\n${JSON.stringify(image)}\n`,
  stderr: '',
  exitCode: 0,
})
const gone = { stdout: '\n', stderr: `Error response from daemon: No such image: ${index}`, exitCode: 1 }

describe('the containerd store', () => {
  test('is known by its driver type', () => {
    const info = {
      ServerVersion: '29.1.0',
      DockerRootDir: '/var/lib/docker',
      Driver: 'overlayfs',
      DriverStatus: [['driver-type', 'io.containerd.snapshotter.v1']],
    }
    expect(dockerDialect.parseInfo(JSON.stringify(info))).toMatchObject({
      store: 'containerd',
      storeName: 'containerd',
      id: null,
    })
  })

  test('an id is the digest of a manifest or index, and never of a configuration', () => {
    expect(imageIdentity(JSON.stringify(containerdImage), 'containerd')).toEqual({
      id: index,
      configDigest: null,
      manifestDigests: [index],
      layers: [layer],
      platform: 'linux/arm64/v8',
    })
  })

  test('a container also names its own manifest', () => {
    expect(usedImage(containerdContainer, undefined, described(containerdImage, index), 'containerd')).toMatchObject({
      configDigest: null,
      manifestDigests: [index, manifest],
    })
  })

  test('the image is gone', () => {
    expect(usedImage(containerdContainer, gone, undefined, 'containerd')).toEqual({
      id: index,
      configDigest: null,
      manifestDigests: [index, manifest],
      layers: [],
      platform: null,
    })
  })
})

describe('the classic store', () => {
  const image = {
    ...containerdImage,
    Id: layer,
    RepoDigests: [`b@${manifest}`, `a/b@${index}`, `c@${index}`, 'odd@md5:1'],
  }

  test('an id is the digest of the configuration; what it was pulled by are digests of manifests, sorted', () => {
    expect(imageIdentity(JSON.stringify(image), 'classic')).toMatchObject({
      id: layer,
      configDigest: layer,
      manifestDigests: [index, manifest],
    })
  })

  test('the image is gone: its id is known all the same', () => {
    expect(usedImage({ Image: index }, gone, undefined, 'classic')).toEqual({
      id: index,
      configDigest: index,
      manifestDigests: [],
      layers: [],
      platform: null,
    })
  })
})

test('one image of a registry, as Docker 26.1 with containerd’s store and 20.10 with the classic one describe it', () => {
  const pulled = imageIdentity(fixture('image-of-containerd-store'), 'containerd')
  const pushed = imageIdentity(fixture('image-of-classic-store'), 'classic')
  const digest = 'sha256:2643786ae08c1c1992dcab9216d71d72aeb95c5dadeb3755a538c2fb31751eb1'
  const same = { manifestDigests: [digest], layers: [expect.stringMatching(/^sha256:9f84/)], platform: 'linux/amd64' }
  expect(pulled).toEqual({ ...same, id: digest, configDigest: null })
  const id = expect.stringMatching(/^sha256:e790/)
  expect(pushed).toEqual({ ...same, id, configDigest: id })
})

describe('what cannot be told', () => {
  test.each([{}, { Image: '' }, { Image: 'rocm/dev:6' }])('a container of %j', (container) => {
    expect(usedImage(container, undefined, undefined, 'classic')).toEqual({ unreadable: expect.stringMatching(/./) })
  })

  test('a reference that only begins an id names nothing', () => {
    expect(localImage(dockerDialect, described(containerdImage, index), '1111', 'containerd')).toBeNull()
    const named = { ...containerdImage, RepoTags: ['beef:latest'] }
    expect(localImage(dockerDialect, described(named, index), 'beef', 'containerd')).toMatchObject({ id: index })
  })

  test('an invalid reference is no missing image', () => {
    const stderr =
      'Error response from daemon: no such image: Foo Bar: invalid reference format: repository name must be lowercase'
    expect(localImage(dockerDialect, { stdout: '\n', stderr, exitCode: 1 }, 'Foo Bar', 'classic')).toEqual({
      unreadable: stderr,
    })
  })

  test.each(['', '[]', '{}', '{"Id":7}', 'noise'])('an answer %j', (text) => {
    expect(imageIdentity(text, 'classic')).toEqual({ unreadable: expect.stringMatching(/./) })
  })
})
