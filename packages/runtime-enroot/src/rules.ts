import type { RuntimeRules } from '@berth/core/adapter'
import { argsProblems } from './args-rules.js'
import { imageProblem, longestFileName } from './image/image-rule.js'

/** What enroot takes for names and for images. */
export const rules: RuntimeRules = {
  // A container is a folder of its name.
  name: (text) =>
    text.length > longestFileName ? `it has ${text.length} characters, and may have ${longestFileName}` : null,
  image: imageProblem,
  args: argsProblems,
}
