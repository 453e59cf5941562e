import { type CommandOf, declareLocalCommand } from '../../errors/remedies/declare-command.js'
import type { RemedyCommand } from '../../errors/remedies/remedy-command.js'

/** Makes line ends of the carriage returns of a file, in place. */
export const mendLineEnds: CommandOf<'edit' | 'file'> = declareLocalCommand({
  id: 'script-line-ends',
  form: 'sed -i {edit} {file}',
})

/** Makes a copy of a file by a program. */
const copyWith: CommandOf<'program' | 'file'> = declareLocalCommand({
  id: 'script-copy-utf-8',
  form: 'sh -c {program} {file}',
})

/** Makes a copy of a file of UTF-16 that is UTF-8, `FILE.utf-8`; nothing where something has that name. */
export function copyAsUtf8({ file }: { readonly file: string }): RemedyCommand {
  return copyWith({ program: 'set -C; iconv -f UTF-16 -t UTF-8 "$0" >"$0.utf-8"', file })
}
