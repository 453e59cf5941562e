import { join } from 'node:path'
import { Application, type ProjectReflection } from 'typedoc'
import type { EntryPoint } from './entry-points.js'

/**
 * Writes the reference of everything that can be imported from some entry points, as a site in a folder. Resolves with
 * how many warnings and errors there were, each of which was printed: a link that leads nowhere, a type that is used
 * and not exported, a function without a word.
 */
export async function generateApi(
  entries: readonly EntryPoint[],
  { tsconfig, out }: { readonly tsconfig: string; readonly out: string },
): Promise<number> {
  const application = await Application.bootstrap({
    name: 'Berth',
    entryPoints: entries.map(({ source }) => source),
    packagesRequiringDocumentation: entries.map((entry) => entry.package.name),
    tsconfig,
    // Modules of other packages are read from their sources too, so that what they export is the same thing everywhere.
    compilerOptions: { paths: Object.fromEntries(entries.map(({ specifier, source }) => [specifier, [source]])) },
    readme: 'none',
    out,
    logLevel: 'Warn',
    // The sources are not at any address yet that a link could lead to.
    disableSources: true,
    excludeInternal: true,
    excludeProtected: true,
    requiredToBeDocumented: [...requiredToBeDocumented],
    validation: { ...nothing, invalidLink: true, invalidPath: true, notDocumented: true },
  })
  const project = await application.convert()
  if (project !== undefined) {
    nameModules(project, entries)
    application.validate(project)
    validateExports(application, project, entries)
    await application.generateOutputs(project)
  }
  return application.logger.warningCount + application.logger.errorCount
}

const nothing = { notExported: false, invalidLink: false, invalidPath: false, notDocumented: false } as const

/**
 * Looks for types that are used and not exported. TypeDoc looks for them only in the package that a project is of: so
 * the project is made one of each package in turn.
 */
function validateExports(application: Application, project: ProjectReflection, entries: readonly EntryPoint[]): void {
  application.options.setValue('validation', { ...nothing, notExported: true })
  for (const name of new Set(entries.map((entry) => entry.package.name))) {
    project.packageName = name
    application.validate(project)
  }
}

/**
 * Kinds of declarations that need a comment: all but properties and constructors, many of which say by their name and
 * type, or by their class, what they are.
 */
const requiredToBeDocumented = [
  'Variable',
  'Function',
  'Class',
  'Interface',
  'TypeAlias',
  'Method',
  'Accessor',
] as const

/** Names each module by the specifier that users import it by, in place of its path. */
function nameModules(project: ProjectReflection, entries: readonly EntryPoint[]): void {
  for (const module of project.children ?? []) {
    const { packageName = '', packagePath = '' } = project.getSymbolIdFromReflection(module) ?? {}
    const entry = entries.find(
      ({ package: { name, folder }, source }) => name === packageName && source === join(folder, packagePath),
    )
    if (entry === undefined) throw new Error(`the module ${module.name} is no entry point`)
    module.name = entry.specifier
  }
}
