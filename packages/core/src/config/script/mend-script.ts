import { type CommandOf, declareLocalCommand } from '../../errors/remedies/declare-command.js'

/** Makes line ends of the carriage returns of a file, in place. */
export const mendLineEnds: CommandOf<'edit' | 'file'> = declareLocalCommand({
  id: 'script-line-ends',
  form: 'sed -i {edit} {file}',
})

/** Makes a copy of a file of UTF-16 that is UTF-8. */
export const copyAsUtf8: CommandOf<'file'> = declareLocalCommand({
  id: 'script-copy-utf-8',
  form: 'iconv -f UTF-16 -t UTF-8 -o {file}.utf-8 {file}',
})

/** Puts that copy in the place of the file. */
export const takeCopy: CommandOf<'file'> = declareLocalCommand({
  id: 'script-take-copy',
  form: 'mv {file}.utf-8 {file}',
})
