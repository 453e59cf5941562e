import { SyntaxTrouble } from './syntax-trouble.js'

/**
 * The value of a shell's integer expression: decimal and hexadecimal numbers, variables, `+ - * / %` and parentheses.
 * Throws {@link SyntaxTrouble}.
 */
export function arithmetic(expression: string, variable: (name: string) => string): number {
  const tokens = expression.match(/0x[\da-f]+|\d+|[A-Za-z_]\w*|\S/gi) ?? []
  return new ArithmeticReader(tokens, variable).whole()
}

class ArithmeticReader {
  readonly #tokens: readonly string[]
  readonly #variable: (name: string) => string
  #at = 0

  constructor(tokens: readonly string[], variable: (name: string) => string) {
    this.#tokens = tokens
    this.#variable = variable
  }

  whole(): number {
    const value = this.#sum()
    if (this.#at < this.#tokens.length) throw this.#unexpected()
    return value
  }

  #sum(): number {
    let value = this.#product()
    for (let operator = this.#skip('+', '-'); operator !== null; operator = this.#skip('+', '-')) {
      const right = this.#product()
      value = operator === '+' ? value + right : value - right
    }
    return value
  }

  #product(): number {
    let value = this.#operand()
    for (let operator = this.#skip('*', '/', '%'); operator !== null; operator = this.#skip('*', '/', '%')) {
      const right = this.#operand()
      if (operator !== '*' && right === 0) throw new SyntaxTrouble('arithmetic: division by zero')
      value = operator === '*' ? value * right : operator === '/' ? Math.trunc(value / right) : value % right
    }
    return value
  }

  #operand(): number {
    if (this.#skip('-') !== null) return -this.#operand()
    if (this.#skip('(') !== null) {
      const value = this.#sum()
      if (this.#skip(')') === null) throw this.#unexpected()
      return value
    }
    const token = this.#tokens[this.#at] ?? ''
    if (!/^\w/.test(token)) throw this.#unexpected()
    this.#at += 1
    return Number(/^\d/.test(token) ? token : this.#variable(token).trim()) || 0
  }

  /** Takes the next token if it is one of these. */
  #skip(...tokens: readonly string[]): string | null {
    const token = this.#tokens[this.#at] ?? ''
    if (!tokens.includes(token)) return null
    this.#at += 1
    return token
  }

  #unexpected(): SyntaxTrouble {
    return new SyntaxTrouble(`arithmetic: unexpected ${this.#tokens[this.#at] ?? 'end'}`)
  }
}
