import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ImageIdentity, UnreadableImage } from '../../src/contract/index.js'
import { remedyText } from '../../src/errors/index.js'
import { compareIdentities, type ImageConsistency, imageConsistency } from '../../src/image/index.js'
import { anyIdentity, anyImages } from './any-identity.js'
import { digest, identity } from './identity.js'

type Images = Record<string, ImageIdentity | UnreadableImage>

const reference = 'rocm/dev:6.4'
const config = (digit: string): ImageIdentity => identity({ configDigest: digest(digit) })
const manifest = (...digits: string[]): ImageIdentity => identity({ manifestDigests: digits.map(digest) })

function consistency(images: Images, hosts: readonly string[] = Object.keys(images)): ImageConsistency {
  return imageConsistency({ hosts, images: new Map(Object.entries(images)), reference, of: 'local images' })
}

describe('imageConsistency', () => {
  it.each<[string, Images, string[]]>([
    ['no hosts', {}, []],
    ['one host that knows nothing of its image', { n1: identity() }, []],
    ['one image', { n1: config('1'), n2: config('1') }, []],
    ['two images', { n1: config('1'), n2: config('2') }, ['BERTH_IMAGE_SKEW']],
    ['nothing known on two hosts', { n1: identity(), n2: identity() }, ['BERTH_IMAGE_INCOMPARABLE']],
    ['nothing in common', { n1: config('1'), n2: manifest('a') }, ['BERTH_IMAGE_INCOMPARABLE']],
    ['unreadable', { n1: config('1'), n2: { unreadable: 'no' } }, ['BERTH_IMAGE_UNREADABLE']],
    [
      'every kind of problem but the lesser of two',
      { n1: config('1'), n2: config('2'), n3: identity(), n4: { unreadable: 'no' } },
      ['BERTH_IMAGE_UNREADABLE', 'BERTH_IMAGE_SKEW'],
    ],
    [
      'two stores, joined by a host that knows both kinds',
      { n1: config('1'), n2: { ...config('1'), manifestDigests: [digest('a')] }, n3: manifest('a') },
      [],
    ],
    [
      'disjoint manifests, joined by a config digest',
      {
        n1: { ...config('1'), manifestDigests: [digest('a')] },
        n2: { ...config('1'), manifestDigests: [digest('b')] },
        n3: manifest('a'),
        n4: manifest('b'),
      },
      [],
    ],
    [
      'one index, two configs, joined by a host that knows only the index',
      {
        n1: { ...config('1'), manifestDigests: [digest('a')] },
        n2: manifest('a'),
        n3: { ...config('2'), manifestDigests: [digest('a')] },
      },
      ['BERTH_IMAGE_SKEW'],
    ],
    [
      'one index on two platforms, joined by a host that does not say its own',
      {
        n1: { ...manifest('a'), platform: 'linux/amd64' },
        n2: manifest('a'),
        n3: { ...manifest('a'), platform: 'linux/arm64' },
      },
      ['BERTH_IMAGE_SKEW'],
    ],
    [
      'a group that is different by one member and incomparable by another',
      { n1: config('1'), n2: { ...config('1'), manifestDigests: [digest('a')] }, n3: manifest('b') },
      ['BERTH_IMAGE_SKEW'],
    ],
  ])('%s', (_, images, codes) => {
    const { problems, warnings } = consistency(images)
    expect(problems.map(({ code }) => code)).toEqual(codes)
    expect(warnings).toEqual([])
  })

  it('counts a host that gave no answer', () => {
    const { problems } = consistency({ n1: config('1') }, ['n10', 'n1', 'n2'])
    expect(problems).toMatchObject([{ code: 'BERTH_IMAGE_UNREADABLE', hosts: ['n2', 'n10'] }])
    expect(problems[0]?.message).toContain('n2, n10: the host gave no answer')
  })

  it('warns of layers alone', () => {
    const image = identity({ layers: [digest('d'), digest('e')] })
    const { problems, warnings } = consistency({ n1: image, n2: image, n3: { ...image, configDigest: digest('1') } })
    expect(problems).toEqual([])
    expect(warnings).toMatchObject([{ hosts: ['n1', 'n2', 'n3'] }])
    expect(warnings[0]?.message).toContain('2 layers up to eeeeeeeeeeee: n1, n2')
  })

  it('groups the hosts of a skew by image, the leading one first, and pins what most have', () => {
    const leading = { ...config('1'), manifestDigests: [digest('a')], platform: 'linux/amd64' }
    const { problems } = consistency({ n10: leading, n2: leading, n1: { ...config('2'), platform: 'linux/amd64' } })
    expect(problems).toEqual([
      {
        code: 'BERTH_IMAGE_SKEW',
        message: [
          'hosts have different images of rocm/dev:6.4',
          '  config 111111111111, manifest aaaaaaaaaaaa, linux/amd64 (most hosts): n2, n10',
          '  config 222222222222, linux/amd64: n1',
        ].join('\n'),
        remedy: `Set container.image to docker.io/rocm/dev@${digest('a')}, which most hosts have, or pull rocm/dev:6.4 again on all hosts, or load one archive on all hosts (container.image_tar).`,
        hosts: ['n1'],
      },
    ])
  })

  it('names every host where no image leads', () => {
    const [problem] = consistency({ n2: config('2'), n1: config('1') }).problems
    expect(problem?.hosts).toEqual(['n1', 'n2'])
    expect(problem?.message).not.toContain('most hosts')
  })

  it('names the platforms of a mixed cluster', () => {
    const { problems } = consistency({
      n1: { ...manifest('a'), platform: 'linux/amd64' },
      n2: { ...manifest('a'), platform: 'linux/arm64' },
    })
    expect(problems[0]?.remedy).toContain('linux/amd64 and linux/arm64')
  })

  it('says how to make containers anew where the images are those of containers', () => {
    const images = new Map([
      ['n1', config('1')],
      ['n2', config('1')],
      ['n3', config('2')],
    ] as const)
    const question = { hosts: [...images.keys()], images, reference, of: 'containers' } as const
    const relaunch = (hosts: readonly string[]) => [`Relaunch ${hosts.join()}.`]
    const { problems } = imageConsistency({ ...question, relaunch })
    expect(problems[0]?.remedy).toEqual([
      'To have the image of n1, n2 everywhere, save what you need from the containers on n3.',
      'Relaunch n3.',
    ])
    expect(remedyText(imageConsistency(question).problems[0]?.remedy ?? '')).toMatch(/anew by the means that made them/)
  })

  it('leaves it to the user which image stays, where none leads', () => {
    const images = new Map([
      ['n1', config('1')],
      ['n2', config('2')],
    ] as const)
    const relaunch = (hosts: readonly string[]) => [`Relaunch ${hosts.join()}.`]
    const question = { hosts: [...images.keys()], images, reference, of: 'containers', relaunch } as const
    expect(remedyText(imageConsistency(question).problems[0]?.remedy ?? '')).toMatch(
      /image of n1 .*Relaunch n2\..*image of n2 .*Relaunch n1\./,
    )
  })

  it('takes a reference that only the runtime can read', () => {
    const images = new Map([
      ['n1', manifest('a')],
      ['n2', manifest('b')],
    ] as const)
    const question = { hosts: ['n1', 'n2'], images, reference: '/shared/Image.sqsh', of: 'local images' } as const
    expect(imageConsistency(question).problems).toMatchObject([{ code: 'BERTH_IMAGE_SKEW' }])
  })

  it('does not depend on the order of hosts', () => {
    fc.assert(
      fc.property(
        anyImages.chain((images) =>
          fc.tuple(fc.constant(images), fc.shuffledSubarray([...images], { minLength: images.size })),
        ),
        ([images, shuffled]) => {
          expect(answer(new Map(shuffled))).toEqual(answer(images))
        },
      ),
    )
  })

  it('has a problem for every unreadable host, and names it', () => {
    fc.assert(
      fc.property(anyImages, (images) => {
        const unreadable = [...images].filter(([, image]) => 'unreadable' in image).map(([host]) => host)
        const problem = answer(images).problems.find(({ code }) => code === 'BERTH_IMAGE_UNREADABLE')
        expect(new Set(problem?.hosts ?? [])).toEqual(new Set(unreadable))
      }),
    )
  })

  it('has no problem where all have one readable identity with a digest', () => {
    fc.assert(
      fc.property(anyIdentity, fc.integer({ min: 1, max: 5 }), (image, count) => {
        fc.pre(image.configDigest !== null || image.manifestDigests.length > 0)
        const images = new Map(Array.from({ length: count }, (_, index) => [`n${index}`, image] as const))
        expect(answer(images)).toEqual({ problems: [], warnings: [] })
      }),
    )
  })

  it('never passes two config digests or two platforms', () => {
    fc.assert(
      fc.property(anyImages, (images) => {
        const identities = [...images.values()].flatMap((image) => ('unreadable' in image ? [] : [image]))
        const proved = identities.some((a) =>
          identities.some((b) => {
            const { verdict, by } = compareIdentities(a, b)
            return verdict === 'different' && by !== 'manifest digest'
          }),
        )
        fc.pre(proved)
        expect(answer(images).problems.map(({ code }) => code)).toContain('BERTH_IMAGE_SKEW')
      }),
    )
  })
})

function answer(images: ReadonlyMap<string, ImageIdentity | UnreadableImage>): ImageConsistency {
  return imageConsistency({ hosts: [...images.keys()], images, reference, of: 'local images' })
}
