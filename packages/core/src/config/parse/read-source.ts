import { isUtf8 } from 'node:buffer'
import { ConfigError } from '../model/config-error.js'
import { absolutePath, type ConfigEnvironment } from '../model/environment.js'
import { isUtf16 } from './is-utf16.js'
import { parseDocument } from './parse-document.js'
import type { Source } from './sources.js'

/** Reads and parses one file. */
export function readSource(file: string, environment: ConfigEnvironment): Source {
  const document = parseDocument(read(file, environment), file)
  return { value: document.value, file, document }
}

function read(file: string, environment: ConfigEnvironment): string {
  if (file === '') throw new ConfigError([{ path: '', message: 'the name of the file is empty; name a file' }])
  const bytes = bytesOf(file, environment)
  if (!isUtf8(bytes)) throw new ConfigError([{ file, path: '', ...notUtf8(bytes) }], file)
  return bytes.toString('utf8')
}

function bytesOf(file: string, environment: ConfigEnvironment): Buffer {
  try {
    return Buffer.from(environment.readFile(absolutePath(file, environment)))
  } catch (error) {
    throw new ConfigError([{ file, path: '', message: `cannot be read: ${explain(error)}` }], file, error)
  }
}

/** What is wrong with text of another encoding, and the first line of it that shows it. */
function notUtf8(bytes: Buffer): { readonly line: number; readonly column: number; readonly message: string } {
  if (isUtf16(bytes)) return { line: 1, column: 1, message: 'the file is UTF-16; save it as UTF-8' }
  const lines = bytes.toString('latin1').split('\n')
  const line = lines.findIndex((text) => !isUtf8(Buffer.from(text, 'latin1'))) + 1
  return { line, column: 1, message: 'this line is not UTF-8; save the file as UTF-8' }
}

function explain(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'there is no such file; check the path'
  if (code === 'EISDIR') return 'it is a directory; name a file in it'
  if (code === 'EACCES') return 'permission denied; make it readable for the user who runs Berth'
  return error instanceof Error ? error.message : String(error)
}
