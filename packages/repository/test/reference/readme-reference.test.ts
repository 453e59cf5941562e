import { readFileSync } from 'node:fs'
import { clusterFileSchema, referenceMarkdown } from '@berth/core'
import { expect, test } from 'vitest'
import { withReference } from '../../src/reference/readme-reference.js'

const readme = readFileSync(new URL('../../../../README.md', import.meta.url), 'utf8')

test('the README has the reference that the schema makes; if not, run: npm run docs', () => {
  expect(readme).toBe(withReference(readme, referenceMarkdown(clusterFileSchema)))
})

test('a README without its marks is an error, not a README without a reference', () => {
  expect(() => withReference('# Berth', '')).toThrow('README.md needs the lines')
})
