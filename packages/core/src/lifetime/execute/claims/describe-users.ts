import { parseClaim } from '../../inside/claim.js'
import { describeOwner } from '../../plan/describe.js'

/** What the guard of a removal told of the container, as a verb phrase: who uses it; or why nobody could tell. */
export function describeUsers(answer: string): string {
  if (isBroughtUp(answer)) return 'was brought up since it was looked at'
  const users = usersIn(answer)
  return users.length === 0 ? `is not known who uses it: ${answer.trim()}` : `is in use by ${users.join(', and by ')}`
}

/** Whether nobody uses the container by what the guard told, but somebody has brought it up. */
export function isBroughtUp(answer: string): boolean {
  return answer.split('\n').includes('brought up') && usersIn(answer).length === 0
}

/** Who uses the container by what the guard told, each in words; none where nobody could tell. */
export function usersIn(answer: string): readonly string[] {
  return answer.split('\n').flatMap((line) => {
    if (line === 'committed') return ['an up that found it complete']
    const claim = line.startsWith('claim ') ? parseClaim('', line.slice('claim '.length)) : null
    return claim === null ? [] : [`${describeOwner(claim)} since ${claim.at}`]
  })
}
