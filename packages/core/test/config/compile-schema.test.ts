import { expect, test } from 'vitest'
import { compileSchema } from './compile-schema.js'

test('the check of the cluster file is what its schema makes; if not, run: npm run schema', async () => {
  await expect(compileSchema()).toMatchFileSnapshot('../../src/config/check/check-cluster-file.generated.ts')
})
