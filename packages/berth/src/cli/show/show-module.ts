import type { ModuleFacts } from '../../modules/module-facts.js'

/** The module of a runtime in one line, below the version of Berth. */
export function moduleText({ runtime, module, installed }: ModuleFacts, file: string): string {
  const version =
    installed === null ? ', of no package that is installed' : ` ${installed.version} in ${installed.folder}`
  return `runtime ${runtime}: ${module}${version}, named by ${file}\n`
}
