import type { Dialect } from '../engine/dialect.js'

/** The name that an image has while an engine makes it of parts, by the digits of its configuration. */
export function passingName({ takesParts }: Pick<Dialect, 'takesParts'>, digits: string): string {
  switch (takesParts) {
    case 'archive':
      return `localhost/berth-partial:${digits}`
    case 'layout':
      // After the folder that it is made of: see the program.
      return `localhost/${digits}`
    default:
      return takesParts satisfies never
  }
}
