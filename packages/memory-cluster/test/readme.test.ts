import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it('shows the example that is tested', () => {
  const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
  expect(read('../README.md')).toContain(`\`\`\`ts\n${read('./example.test.ts')}\`\`\``)
})
