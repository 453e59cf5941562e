import { afterAll, beforeAll, expect } from 'vitest'
import { Recipe } from '../../../berth/test/real/support/recipe.js'
import { realTest as test, testbed } from '../../../testbed/test/real-test.js'
import { describeEnroot, prepareHost, username } from './enroot-host.js'

const file = 'least-enroot.yaml'

describeEnroot('the recipe of least privilege for enroot, as it is printed', () => {
  let recipe: Recipe
  beforeAll(async () => {
    recipe = new Recipe(file, username)
    for (const { address } of recipe.hosts) {
      const { image } = await prepareHost(testbed(), address)
      await testbed().run(address, ['cp', image, '/var/tmp/suite.sqsh'])
    }
  })
  afterAll(async () => {
    await recipe.onHosts('rm -f /var/tmp/suite.sqsh')
    recipe.remove()
  })

  test('brings up what has the rights of the login user alone, works in it, and takes it down', async () => {
    const commands = recipe.commands.replace('least-podman.yaml', file)
    const [up = '', rest = ''] = commands.split(/(?<=^berth up\n)/m)
    const before = await recipe.run(up)
    expect(before.exitCode, before.all).toBe(0)
    const init = "pgrep -u root -f 'berth: read[y]' || :"
    expect(await recipe.onHosts(init)).toEqual(['', ''])
    const after = await recipe.run(`${up.replace('berth up\n', '')}${rest}`)
    expect(after.exitCode, after.all).toBe(0)
    expect(after.all).toContain('ran as 0')
  })
})
