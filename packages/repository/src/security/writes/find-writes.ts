import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPackages } from '../../direction/read-packages.js'
import { readSourceFiles } from '../../direction/rooms/read-source-files.js'
import { programFiles } from '../../programs/program-files.js'
import { programPackages } from '../../programs/program-packages.js'
import { workspaceFolder } from '../../workspace.js'
import { findProgramWrites } from './find-program-writes.js'
import { findSourceWrites } from './find-source-writes.js'

/**
 * Every place that makes a file or a folder, in the sources of the packages that users have and in the programs that
 * these send to hosts and into containers; by the file below `packages/`, files without such a place left out.
 */
export function findWrites(): ReadonlyMap<string, readonly string[]> {
  const sources = readPackages()
    .filter(({ isPrivate }) => !isPrivate)
    .flatMap(({ folder }) => readSourceFiles(folder).map((file) => `${folder}/${file}`))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.generated.ts'))
    .map((file) => [file, findSourceWrites(read(file))] as const)
  const programs = programPackages()
    .flatMap(({ name, folder }) => {
      const { programs, functions } = programFiles(folder)
      return [...programs, ...functions].map((file) => `${name}/programs/${file}`)
    })
    .map((file) => [file, findProgramWrites(read(file))] as const)
  return new Map([...sources, ...programs].filter(([, writes]) => writes.length > 0))
}

function read(file: string): string {
  return readFileSync(join(workspaceFolder, 'packages', file), 'utf8')
}
