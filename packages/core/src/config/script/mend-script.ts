import { type CommandOf, declareLocalCommand } from '../../errors/remedies/declare-command.js'

/** Makes line ends of the carriage returns of a file, in place. */
export const mendLineEnds: CommandOf<'edit' | 'file'> = declareLocalCommand({
  id: 'script-line-ends',
  form: 'sed -i {edit} {file}',
})

/** Makes a copy of a file of UTF-16 that is UTF-8, by {@link copyProgram}. */
export const copyAsUtf8: CommandOf<'program' | 'file'> = declareLocalCommand({
  id: 'script-copy-utf-8',
  form: 'sh -c {program} {file}',
})

/** The program of {@link copyAsUtf8}: writes nothing where something has the copy's name. */
export const copyProgram = 'set -C; iconv -f UTF-16 -t UTF-8 "$0" >"$0.utf-8"'
