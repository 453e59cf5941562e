import { describe, expect, it } from 'vitest'
import { explain } from '../src/errors.js'
import { handleOutcome, imageOutcome, launchOutcome } from '../src/outcomes.js'
import { execRemedies } from '../src/remedies.js'
import { image, nonce, recorded } from './recorded.js'

describe('launchOutcome', () => {
  it('reads id and start time of what was launched', () => {
    expect(launchOutcome(recorded('launch'), nonce)).toEqual({
      id: '11111111-2222-4333-8444-555555555555',
      startedAt: '2026-11-23T20:31:54.622837564Z',
    })
  })

  it('tells a name that is taken from all else', () => {
    expect(launchOutcome(recorded('launch-taken'), nonce)).toMatchObject({ code: 'BERTH_NAME_TAKEN' })
  })

  it.each([
    ['launch-missing-source', /\/no\/such/, /Make the path/],
    ['launch-limit', /MEMLOCK/, /hard limit/],
    ['launch-group', /group 44/, /Add the login user/],
    ['launch-other-image', /not the one that was compared/, /Run it again/],
    ['launch-unstartable', /failed to mount: \/etc\/hostname/, /Correct the volumes/],
  ])('says why nothing was launched, and what to do: %s', (name, reason, remedy) => {
    expect(launchOutcome(recorded(name), nonce)).toEqual({
      code: 'BERTH_LAUNCH_FAILED',
      reason: expect.stringMatching(reason),
      remedy: expect.stringMatching(remedy),
    })
  })

  it('does not know what became of a launch whose end is missing', () => {
    const { stdout, stderr } = recorded('launch')
    const cut = { stdout: stdout.slice(0, stdout.indexOf('running')), stderr }
    expect(launchOutcome(cut, nonce)).toMatchObject({ code: 'BERTH_LAUNCH_UNKNOWN' })
  })
})

describe('handleOutcome', () => {
  it('takes what is done for done, and what is gone for removed', () => {
    expect(handleOutcome(recorded('restart-running'), nonce, 'restart')).toBeNull()
    expect(handleOutcome(recorded('remove'), nonce, 'remove')).toBeNull()
    expect(handleOutcome(recorded('remove-gone'), nonce, 'remove')).toBeNull()
  })

  it('says why nothing was done', () => {
    expect(handleOutcome(recorded('remove-gone'), nonce, 'restart')?.reason).toMatch(/gone/)
    expect(handleOutcome(recorded('restart-changed'), nonce, 'restart')?.reason).toMatch(/nothing was done/)
  })
})

describe('imageOutcome', () => {
  const source = { reference: 'lab/busybox:1', pull: 'missing', archive: '/no/such' } as const

  it('reads what the image is, wherever its file is', () => {
    expect(imageOutcome(recorded('ensure-present'), nonce, source)).toEqual(image)
    expect(imageOutcome(recorded('ensure-archive'), nonce, source)).toEqual({
      ...image,
      id: '/home/nodocker/.local/share/enroot/.berth/images/lab%2Fbusybox%3A1.sqsh',
    })
  })

  it.each([
    ['ensure-no-archive', /archive \/no\/such could not be loaded/, /Copy the archive/],
    ['ensure-broken', /no squashfs image/, /docker save/],
    ['ensure-no-registry', /could not be imported: curl: \(7\) Failed to connect/, /route to the registry/],
  ])('says why there is none, and what to do: %s', (name, reason, remedy) => {
    expect(imageOutcome(recorded(name), nonce, source)).toEqual({
      reason: expect.stringMatching(reason),
      remedy: expect.stringMatching(remedy),
    })
  })
})

describe('explain', () => {
  it.each([
    ['exec-gone', /is gone/],
    ['exec-stopped', /is not running/],
    ['no-sudo', /without a password/],
  ])('knows the words of %s', (name, remedy) => {
    expect(explain(recorded(name).stderr, execRemedies, '').remedy).toMatch(remedy)
  })
})
