import { expect, test } from 'vitest'
import { programPackages } from '../../src/programs/program-packages.js'
import { programsModule } from '../../src/programs/programs-module.js'

test.each(programPackages())(
  'the module with the programs of $name is what its files make; if not, run: npm run programs',
  async (sender) => {
    await expect(programsModule(sender)).toMatchFileSnapshot(sender.module)
  },
)
