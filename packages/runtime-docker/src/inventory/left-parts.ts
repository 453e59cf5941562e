import type { HostProgram, InventoriedParts, ProgramAnswer, Refusal } from '@berth/core/adapter'
import type { Dialect } from '../engine/dialect.js'
import { passingName } from '../image/passing-name.js'
import { programs } from '../programs.generated.js'

/** What transfers of images have left, by the lines of the program; other lines are left out. */
export function leftParts(text: string): readonly InventoriedParts[] {
  return text.split('\n').flatMap((line) => {
    const [, changed, bytes, held, folder, digits] =
      /^parts (\d{1,12}) (\d{1,16}) (open|closed) (\/\S+\/([0-9a-f]{64}))$/.exec(line) ?? []
    if (folder === undefined) return []
    return [
      { folder, image: `sha256:${digits}`, bytes: Number(bytes), changed: Number(changed), open: held === 'open' },
    ]
  })
}

/** Takes them away, if they are as they were told, with the name of an image that was being made of them. */
export function removePartsProgram(dialect: Dialect, { folder, changed, image }: InventoriedParts): HostProgram {
  const passing = passingName(dialect, image.slice('sha256:'.length))
  return {
    program: programs['remove-parts'],
    words: [folder, String(changed), dialect.program, passing, dialect.words.noImage.source],
  }
}

/** Null where they are gone, else why not. */
export function removePartsOutcome({ reports }: ProgramAnswer, { folder }: InventoriedParts): Refusal | null {
  const [word] = reports.at(-1) ?? []
  if (word === 'gone') return null
  return {
    ...(word === 'changed' && { code: 'BERTH_IN_USE' }),
    reason: `${folder} has changed since it was looked at: a transfer goes on; nothing was removed`,
    remedy: 'Look again once no image is given to this host.',
  }
}
