import { readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** Functions that programs include: no programs themselves. */
const functionsFolder = 'functions/'

/** The shell files below a folder of programs, as paths below it, sorted. */
export interface ProgramFiles {
  /** Files that are sent to hosts. */
  readonly programs: readonly string[]
  /** Files that are only included. */
  readonly functions: readonly string[]
}

/** Finds all shell files below a folder of programs. */
export function programFiles(folder: string): ProgramFiles {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.sh'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .sort()
  return {
    programs: files.filter((file) => !file.startsWith(functionsFolder)),
    functions: files.filter((file) => file.startsWith(functionsFolder)),
  }
}

/** The shell that a program's first line names. Throws for a first line that names neither `sh` nor `bash`. */
export function shellOf(file: string, text: string): 'sh' | 'bash' {
  const [, shell] = /^#!\/bin\/(sh|bash)\n/.exec(text) ?? []
  if (shell === 'sh' || shell === 'bash') return shell
  throw new Error(`${file}: the first line must be #!/bin/sh or #!/bin/bash`)
}
