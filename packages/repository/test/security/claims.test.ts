import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hasTest, namedTests } from '../../src/security/claims/named-tests.js'
import { workspaceFolder } from '../../src/workspace.js'

const document = '.github/SECURITY.md'
const text = readFileSync(join(workspaceFolder, document), 'utf8')

describe('the claims of security', () => {
  const named = namedTests(document, text)

  it('are as many as are said to be held', () => {
    expect(named.length).toBe(text.match(/\[held\]/g)?.length)
    expect(named.length).toBeGreaterThan(25)
  })

  it.each(named)('are held by $path: $title', ({ path, title }) => {
    const file = join(workspaceFolder, path)
    expect(existsSync(file), path).toBe(true)
    expect(hasTest(readFileSync(file, 'utf8'), title), title).toBe(true)
  })
})

describe('a named test', () => {
  it('is a link with a title, from where the document is', () => {
    const link = 'so ([held](../a/b.test.ts "says \\"no\\"")), and ([seen](c.md "d")).'
    expect(namedTests('docs/e.md', link)).toEqual([{ path: 'a/b.test.ts', title: 'says "no"' }])
  })

  it('has to say which one', () => {
    expect(() => namedTests('a.md', '[held](b.test.ts)')).toThrow('](b.test.ts) names no test')
  })

  it.each([
    ["it('is held', () => {})", true],
    ['it("is held", () => {})', true],
    ["it('is held by two', () => {})", false],
    ["// is held\nit('is not')", false],
  ])('is found in %s: %s', (source, found) => {
    expect(hasTest(source, 'is held')).toBe(found)
  })
})
