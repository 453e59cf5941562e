/**
 * A piece of a word after its substitutions. `split`: blanks in it end a field. `breaks`: a field of its own begins
 * after it.
 */
export interface Piece {
  readonly text: string
  readonly quoted: boolean
  readonly split: boolean
  readonly breaks?: boolean
}
