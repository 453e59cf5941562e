import { readFileSync } from 'node:fs'

const readme = new URL('../../../../../README.md', import.meta.url)

/** One fenced block of the README, or of another document. */
export interface ReadmeBlock {
  /** The word behind the fence: `sh`, `ts`, `jsonc`, `yaml` … */
  readonly language: string
  readonly text: string
  /** Line of the document, counted from 1. */
  readonly line: number
}

/** Every fenced block of the README, or of another document, in order. */
export function readmeBlocks(document: URL = readme): ReadmeBlock[] {
  const text = readFileSync(document, 'utf8')
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(({ 1: language = '', 2: content = '', index }) => ({
    language,
    text: content,
    line: text.slice(0, index).split('\n').length + 1,
  }))
}

/** The name of the file that a block is, as its first line has it in a comment; null for a block that is no file. */
export function fileName({ text }: ReadmeBlock): string | null {
  return /^(?:\/\/|#) ([\w.-]+\.(?:json|yaml|yml|sh|py))\n/.exec(text)?.[1] ?? null
}
