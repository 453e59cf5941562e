import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { documents } from '../src/documents.js'
import { workspaceFolder } from '../src/workspace.js'

test.each(documents)('$path is what the code makes of it; if not, run: npm run docs', ({ path, made }) => {
  const now = readFileSync(join(workspaceFolder, path), 'utf8')
  expect(now).toBe(made(now))
})
