import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packProgram } from './pack-program.js'
import { programFiles } from './program-files.js'
import type { ProgramPackage } from './program-packages.js'

/** The module that has a package's programs by their paths, as `npm run programs` writes it. */
export function programsModule({ name, folder }: ProgramPackage): string {
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8')
  const texts = programFiles(folder).programs.map(
    (file) => [file.replace(/\.sh$/, ''), packProgram(file, read)] as const,
  )
  const members = texts.map(([program]) => `  | '${program}'\n`)
  const entries = texts.map(([program, text]) => `  '${program}': \`${text.replace(/[\\`]|\$\{/g, '\\$&')}\`,\n`)
  return `// Generated from packages/${name}/programs by "npm run programs": change the programs there.

/** A program: its path below packages/${name}/programs, without its ending. */
export type ProgramName =
${members.join('')}
/** What travels to hosts of each program. */
export const programs: Readonly<Record<ProgramName, string>> = {
${entries.join('')}}
`
}
