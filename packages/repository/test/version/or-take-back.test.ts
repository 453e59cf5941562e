import { expect, it } from 'vitest'
import { orTakeBack } from '../../src/version/or-take-back.js'

const fail = (message: string) => () => Promise.reject(new Error(message))

it('takes nothing back where the step succeeds', async () => {
  await expect(orTakeBack('it', () => Promise.resolve(), fail('taken back'))).resolves.toBeUndefined()
})

it('takes the step back that fails, and keeps its cause', async () => {
  const taken: string[] = []
  await expect(orTakeBack('it', fail('disk full'), async () => taken.push('back'))).rejects.toMatchObject({
    name: 'ReleaseError',
    message: expect.stringMatching(/^it failed:\ndisk full\nwhat the release did was taken back/),
    cause: { message: 'disk full' },
  })
  expect(taken).toEqual(['back'])
})

it('says both where taking back fails too', async () => {
  await expect(orTakeBack('it', fail('disk full'), fail('disk gone'))).rejects.toThrow(
    'it failed:\ndisk full\nwhat the release did was not taken back:\ndisk gone',
  )
})
