import { expect, it } from 'vitest'
import { imageSources, needPassword } from '../../../../src/lifetime/execute/images/image-sources.js'
import { digest, identity } from '../../../image/identity.js'

const file = { image: 'lab:1', pull: 'missing', imageTar: null, runtime: { registry: null } } as const
const theirs = identity({ configDigest: digest('1'), manifestDigests: [digest('a'), digest('b')] })
const moved = identity({ configDigest: digest('2'), manifestDigests: [digest('c')] })
const untagged = (...digits: readonly string[]) =>
  digits.map((digit) => ({ reference: digest(digit), pull: 'never', archive: null }))
const byDigest = (...digits: readonly string[]) =>
  digits.map((digit) => ({ reference: `docker.io/library/lab@${digest(digit)}`, pull: 'missing', archive: null }))

it('where all hosts launch, it is as the cluster file says, whatever is there', () => {
  for (const local of [null, moved, { unreadable: 'no' }]) {
    expect(imageSources({ ...file, pull: 'always' }, local, [])).toEqual([
      { reference: 'lab:1', pull: 'always', archive: null },
    ])
  }
})

it('beside kept containers, the tag is used where it names what they run, and not pulled anew', () => {
  expect(imageSources({ ...file, pull: 'always' }, theirs, [theirs])).toEqual([
    { reference: 'lab:1', pull: 'missing', archive: null },
  ])
})

it('else what is there without a tag, then what they were pulled by, each digest that all of them know', () => {
  for (const local of [null, moved, { unreadable: 'no' }])
    expect(imageSources(file, local, [theirs])).toEqual([...untagged('1', 'a', 'b'), ...byDigest('a', 'b')])
  const elsewhere = identity({ manifestDigests: [digest('b')] })
  const loaded = identity({ configDigest: digest('1') })
  expect(imageSources(file, null, [theirs, elsewhere, loaded])).toEqual([...untagged('1', 'b'), ...byDigest('b')])
})

it('pulls nothing where nothing may be pulled', () => {
  expect(imageSources({ ...file, pull: 'never' }, moved, [theirs])[0]).toMatchObject({ pull: 'never', archive: null })
})

it.each([
  ['what they run cannot be read', file, moved, [{ unreadable: 'no' }]],
  ['the reference is one that only the runtime can read', { ...file, image: '/images/Lab.sqsh' }, null, [theirs]],
])('goes by the name where %s', (_, container, local, kept) => {
  const { image, imageTar } = container
  expect(imageSources(container, local, kept)).toEqual([{ reference: image, pull: 'missing', archive: imageTar }])
})

it.each([
  ['they were loaded or built, and have no digest', file, moved, [identity({ configDigest: digest('1') })], ['1']],
  ['there is an archive, and no image', { ...file, imageTar: '/lab.tar' }, null, [theirs], ['1', 'a', 'b']],
  ['the file names a digest', { ...file, image: `lab@${digest('d')}` }, null, [theirs], ['1', 'a', 'b']],
])('goes by the name after what is there without a tag where %s', (_, container, local, kept, digits) => {
  const { image, imageTar } = container
  const asNamed = { reference: image, pull: 'missing', archive: imageTar }
  expect(imageSources(container, local, kept)).toEqual([...untagged(...digits), asNamed])
})

const login = { server: 'registry.example:5000', username: 'ann', passwordFile: '~/token' } as const
const behindLogin = { ...file, image: 'registry.example:5000/lab:1', runtime: { registry: login } }

it('is pulled with the login, by its tag and by digests', () => {
  const named = { reference: behindLogin.image, pull: 'missing', archive: null, login }
  expect(imageSources(behindLogin, null, [])).toEqual([named])
  expect(imageSources({ ...behindLogin, pull: 'always' }, null, [])).toEqual([{ ...named, pull: 'always' }])
  const byDigest = ['a', 'b'].map((each) => ({ ...named, reference: `registry.example:5000/lab@${digest(each)}` }))
  expect(imageSources(behindLogin, moved, [theirs])).toEqual([...untagged('1', 'a', 'b'), ...byDigest])
})

it.each([
  ['nothing is pulled', { ...behindLogin, pull: 'never' as const }],
  ['an archive is loaded', { ...behindLogin, imageTar: '/lab.tar' }],
  ['the image is another registry’s', { ...behindLogin, image: 'elsewhere.example/lab:1' }],
  ['the image is Docker Hub’s', { ...behindLogin, image: 'lab:1' }],
])('the login has no part where %s', (_, container) => {
  for (const source of imageSources(container, null, [])) expect(source).not.toHaveProperty('login')
})

it.each([
  ['a file on the hosts', login, false],
  ['a variable', { server: login.server, username: 'ann', passwordEnv: 'TOKEN' }, true],
  ['a command', { server: login.server, username: 'ann', passwordCommand: 'true' }, true],
])('a password of %s is needed of this machine, or not', (_, registry, isNeeded) => {
  const behind = { ...behindLogin, runtime: { registry } }
  expect(needPassword(imageSources(behind, null, []))).toBe(isNeeded)
  expect(needPassword(imageSources({ ...behind, pull: 'never' }, null, []))).toBe(false)
})

it('the login goes along with a reference that only the runtime can read', () => {
  expect(imageSources({ ...behindLogin, image: 'registry.example:5000#lab:1' }, null, [])).toMatchObject([{ login }])
})
