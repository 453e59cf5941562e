import { parseClaim } from '../../inside/claim.js'
import { describeOwner } from '../../plan/describe.js'

/** What the guard of a removal told, in words: who uses the container by now; or why nobody could tell. */
export function describeUsers(answer: string): string {
  const users = usersIn(answer)
  return users.length === 0 ? `not known who uses it: ${answer.trim()}` : `in use by ${users.join(', and by ')}`
}

/** Who uses the container by what the guard told, each in words; none where nobody could tell. */
export function usersIn(answer: string): readonly string[] {
  return answer.split('\n').flatMap((line) => {
    if (line === 'committed') return ['an up that found it complete']
    if (line === 'brought up') return ['an up that has come since it was looked at']
    const claim = line.startsWith('claim ') ? parseClaim('', line.slice('claim '.length)) : null
    return claim === null ? [] : [`${describeOwner(claim)} since ${claim.at}`]
  })
}
