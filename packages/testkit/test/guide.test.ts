import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const example = fileURLToPath(new URL('../examples/sandbox-runtime/', import.meta.url))
const guide = readFileSync(new URL('../../core/docs/writing-a-runtime.md', import.meta.url), 'utf8')
const excerpts = [...guide.matchAll(/<!-- from (\S+) -->\n```\w+\n([\s\S]*?)```/g)].map(
  ([, file = '', text = '']) => [file, text] as const,
)

/** Lines without the white space that they begin with: an excerpt stands further left than in its file. */
const flush = (text: string): string => text.replace(/^ +/gm, '')

describe('the guide to writing a runtime', () => {
  it('has excerpts of the runtime, of its program and of its tests', () => {
    expect(new Set(excerpts.map(([file]) => file.split('/')[0]))).toEqual(new Set(['src', 'sandbox.sh', 'test']))
    expect(guide.match(/^<!-- from /gm)).toHaveLength(excerpts.length)
  })

  it.each(excerpts)('quotes %s as it is: %s', (file, text) => {
    expect(flush(readFileSync(example + file, 'utf8'))).toContain(flush(text))
  })

  it('tells the truth of the length of its example', () => {
    const sources = readdirSync(`${example}src`).map((file) => readFileSync(`${example}src/${file}`, 'utf8'))
    expect(sources.join('').split('\n').length - 1).toBeLessThan(210)
  })
})
