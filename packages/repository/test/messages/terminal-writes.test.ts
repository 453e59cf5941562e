import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPackages } from '../../src/direction/read-packages.js'
import { readSourceFiles } from '../../src/direction/rooms/read-source-files.js'
import { workspaceFolder } from '../../src/workspace.js'

const inComments = /^\s*(?:\/\/|\/?\*).*$/gm

/** The files of packages that users have, but those named, in which a pattern is found outside of comments. */
function filesWith(pattern: RegExp, isMeant: (file: string) => boolean): string[] {
  return readPackages()
    .filter(({ isPrivate }) => !isPrivate)
    .flatMap(({ folder }) => readSourceFiles(folder).map((file) => `${folder}/${file}`))
    .filter((file) => file.endsWith('.ts') && !isMeant(file))
    .filter((file) =>
      pattern.test(readFileSync(join(workspaceFolder, 'packages', file), 'utf8').replace(inComments, '')),
    )
}

/** Ways to the streams of the process. */
const streams = /\bconsole\.|\bprocess\.std(?:out|err)\b|\bfrom 'node:(?:console|process|tty)'|\/dev\/tty/

/** Ways to the streams that nothing is made harmless on: for what commands print, which files are to have as it is. */
const unchanged = /\b(?:OutputSink|CliProcess)\b|\bcommandOutput\b/

describe('what reaches a terminal', () => {
  it('goes through the streams that the command line was given, and no others', () => {
    expect(filesWith(streams, (file) => file === 'berth/src/cli/main.ts')).toEqual([])
  })

  it('passes where it is made harmless, unless it is what commands print', () => {
    const isMeant = (file: string): boolean =>
      /^berth\/src\/cli\/(?:environment|program|output\/[\w-]+|terminal\/output-below-header)\.ts$/.test(file)
    const inCli = (file: string): boolean => !file.startsWith('berth/src/cli/')
    expect(filesWith(unchanged, (file) => isMeant(file) || inCli(file))).toEqual([])
  })

  it.each([
    ['console.log(label)', true],
    ["process.stderr.write('x')", true],
    ["import { stdout } from 'node:process'", true],
    ['environment.stderr.write(text)', false],
  ])('is looked for in %s', (line, found) => {
    expect(streams.test(line)).toBe(found)
  })
})
