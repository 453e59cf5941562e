import { expect } from 'vitest'
import { describeReal, realTest as test, testbed } from '../../../testbed/test/real-test.js'
import { busybox, newName, useBox } from './box.js'

describeReal('ensureImage', () => {
  const box = useBox()

  test('an image that is there is not touched', async () => {
    const seen: string[] = []
    const source = { reference: busybox, pull: 'missing', archive: '/nowhere.tar' } as const
    const image = await box().runtime.ensureImage(await box().engine(), source, {
      onProgress: (line) => seen.push(line),
    })
    expect(image.configDigest).toBe(testbed().images.find(({ reference }) => reference === busybox)?.id)
    expect(image.layers).toHaveLength(1)
    expect(seen).toEqual([])
  })

  test('loaded from an archive, with progress', async () => {
    const { reference, id, hostPath } = await testbed().rebuildImage(`berth/loaded:${newName()}`)
    const seen: string[] = []
    const onProgress = (line: string): void => void seen.push(line)
    const image = await box().runtime.ensureImage(
      await box().engine(),
      { reference, pull: 'missing', archive: hostPath },
      { onProgress },
    )
    expect(image).toMatchObject({ id, configDigest: id })
    expect(seen).toEqual([`loading ${hostPath}`, `Loaded image: ${reference}`, `loaded ${hostPath}`])
    await box().outside('docker', 'image', 'rm', reference)
  })

  test('an archive that holds another image is named with what it holds', async () => {
    const { reference, hostPath } = await testbed().rebuildImage(`berth/held:${newName()}`)
    const load = box().runtime.ensureImage(await box().engine(), {
      reference: 'berth/wanted:1',
      pull: 'never',
      archive: hostPath,
    })
    await expect(load).rejects.toMatchObject({
      code: 'BERTH_IMAGE_UNAVAILABLE',
      reason: expect.stringContaining(reference),
    })
    await box().outside('docker', 'image', 'rm', reference)
  })

  test.each([
    ['berth/none:1', null, /could not be pulled/, /route to the registry/],
    ['berth/none:1', '/nowhere/i.tar', /No such file/, /Copy the archive/],
    ['berth/none:1', '/etc/hostname', /could not be loaded/, /archive/],
    ['Not Valid', null, /invalid reference/, /container.image/],
  ])('%s from %s', async (reference, archive, reason, remedy) => {
    const attempt = box().runtime.ensureImage(await box().engine(), { reference, pull: 'missing', archive })
    await expect(attempt).rejects.toMatchObject({
      code: 'BERTH_IMAGE_UNAVAILABLE',
      reason: expect.stringMatching(reason),
      remedy: expect.stringMatching(remedy),
    })
  })
})
