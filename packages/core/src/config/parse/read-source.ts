import { ConfigError } from '../model/config-error.js'
import { absolutePath, type ConfigEnvironment } from '../model/environment.js'
import { parseDocument } from './parse-document.js'
import type { Source } from './sources.js'

/** Reads and parses one file. */
export function readSource(file: string, environment: ConfigEnvironment): Source {
  const document = parseDocument(read(file, environment), file)
  return { value: document.value, file, document }
}

function read(file: string, environment: ConfigEnvironment): string {
  try {
    return Buffer.from(environment.readFile(absolutePath(file, environment))).toString('utf8')
  } catch (error) {
    throw new ConfigError([{ file, path: '', message: `cannot be read: ${explain(error)}` }], file, error)
  }
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'there is no such file; check the path'
  if (code === 'EISDIR') return 'it is a directory; name a file in it'
  if (code === 'EACCES') return 'permission denied; make it readable for the user who runs Berth'
  return error instanceof Error ? error.message : String(error)
}
