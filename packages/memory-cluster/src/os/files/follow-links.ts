import { absolutePath } from './path.js'

/** Links that are followed on one way before it is said to lead nowhere. */
const mostLinks = 40

/**
 * Where an absolute path leads to: links above its end are followed, and one at its end if `last` says so. `targetOf`
 * tells what the link at a path points to; null for what is none. Null if links lead round in circles.
 */
export function followLinks(path: string, last: boolean, targetOf: (path: string) => string | null): string | null {
  const left = partsOf(path)
  let at = '/'
  let followed = 0
  for (let part = left.shift(); part !== undefined; part = left.shift()) {
    const next = part === '.' || part === '..' ? absolutePath(at, part) : `${at === '/' ? '' : at}/${part}`
    const target = left.length > 0 || last ? targetOf(next) : null
    if (target === null) at = next
    else {
      followed += 1
      if (followed > mostLinks) return null
      left.unshift(...partsOf(target))
      if (target.startsWith('/')) at = '/'
    }
  }
  return at
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '')
}
