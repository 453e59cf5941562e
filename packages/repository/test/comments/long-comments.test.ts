import { describe, expect, it } from 'vitest'
import { commentColumns, longComments } from '../../src/comments/long-comments.js'
import { readCommentedFiles } from '../../src/comments/read-commented-files.js'

const long = 'x'.repeat(commentColumns)

describe('longComments', () => {
  it.each([
    ['a line', `// ${long}`, [1]],
    ['one after code', `const a = 1\nconst b = 2 // ${long}`, [2]],
    ['each long line of a block', `/**\n * ${long}\n * short\n * ${long} */`, [2, 4]],
    ['a line of code that a block ends on', `/*\n*/ const a = '${long}'`, [2]],
    ['one behind a string with the signs of a comment', `const a = 'http://x' // ${long}`, [1]],
    ['one behind an expression with a quote', `const a = /['"]/ // ${long}`, [1]],
    ['one behind a template', `const a = \`\n\`\n// ${long}`, [3]],
  ])('finds %s', (_, text, lines) => {
    expect(longComments('a.ts', text).map(({ line }) => line)).toEqual(lines)
  })

  it.each([
    ['a comment that fits', `// ${'x'.repeat(commentColumns - 3)}`],
    ['signs of two columns by what they are, not by their bytes', `// ${'ä'.repeat(commentColumns - 3)}`],
    ['a long line of code', `const a = '${long}'`],
    ['a string with the signs of a comment', `const a = '// ${long}'`],
    ['a template with the signs of a comment', `const a = \`\n// ${long}\n\``],
    ['an expression with the signs of a comment', `const a = [/\\/\\/ ${long}/]`],
    ['a path in an expression', `const a = text.replace(/a\\/*${long}/, '')`],
  ])('has no word for %s', (_, text) => {
    expect(longComments('a.ts', text)).toEqual([])
  })

  it('tells how long a line is', () => {
    expect(longComments('a.ts', `\n// ${long}`)).toEqual([{ line: 2, columns: commentColumns + 3 }])
  })

  it('knows the comments of shell programs', () => {
    expect(
      longComments('a.sh', `# ${long}\n  # ${long}\necho ${long}\nx=\${y#${long}}`).map(({ line }) => line),
    ).toEqual([1, 2])
  })
})

describe('readCommentedFiles', () => {
  const paths = [...readCommentedFiles().keys()]

  it('reads sources, tests and programs', () => {
    expect(paths).toContain('packages/core/src/index.ts')
    expect(paths).toContain('packages/repository/test/comments/long-comments.test.ts')
    expect(paths.filter((path) => path.endsWith('.sh'))).not.toEqual([])
  })

  it('leaves out what is generated, built or installed', () => {
    expect(paths.filter((path) => /\.generated\.|\/dist\/|node_modules|\.d\.ts$/.test(path))).toEqual([])
  })
})

it('no comment of this repository is longer than a line', () => {
  const long = [...readCommentedFiles()].flatMap(([path, text]) =>
    longComments(path, text).map(({ line, columns }) => `${path}:${line} has ${columns} columns`),
  )
  expect(long).toEqual([])
})
