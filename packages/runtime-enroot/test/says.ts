import { type Remedy, remedyText } from '@berth/core/adapter'

/** Matches a remedy whose text says this. */
export function says(what: RegExp | string): unknown {
  return {
    asymmetricMatch: (remedy: Remedy) => {
      const text = remedyText(remedy)
      return typeof what === 'string' ? text.includes(what) : what.test(text)
    },
    toString: () => `a remedy that says ${what}`,
  }
}
