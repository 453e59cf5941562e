/** What the shell in memory cannot read, or a word of it that means nothing. */
export class SyntaxTrouble extends Error {}
