import { SyntaxTrouble } from './syntax.js'

/** Variables as an expression reads and sets them. */
export interface ArithmeticVariables {
  get(name: string): string
  set(name: string, value: string): void
}

/** The value of a shell's integer expression. Throws {@link SyntaxTrouble}. */
export function arithmetic(expression: string, variables: ArithmeticVariables): number {
  const tokens =
    expression.match(/\d+|0x[\da-f]+|[A-Za-z_]\w*|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%]=|[-+*/%<>=!~&|^?:(),]/gi) ??
    []
  const reader = new ArithmeticReader(tokens, variables)
  return tokens.length === 0 ? 0 : reader.whole()
}

const levels: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
]

class ArithmeticReader {
  readonly #tokens: readonly string[]
  readonly #variables: ArithmeticVariables
  #at = 0

  constructor(tokens: readonly string[], variables: ArithmeticVariables) {
    this.#tokens = tokens
    this.#variables = variables
  }

  whole(): number {
    const value = this.#assignment()
    if (this.#at < this.#tokens.length) throw new SyntaxTrouble(`arithmetic: unexpected ${this.#tokens[this.#at]}`)
    return value
  }

  #assignment(): number {
    const [name = '', operator = ''] = this.#tokens.slice(this.#at)
    if (/^[A-Za-z_]/.test(name) && /^[-+*/%]?=$/.test(operator)) {
      this.#at += 2
      const right = this.#assignment()
      const value = operator === '=' ? right : compute(operator.slice(0, -1), this.#value(name), right)
      this.#variables.set(name, String(value))
      return value
    }
    const test = this.#binary(0)
    if (!this.#skip('?')) return test
    const yes = this.#assignment()
    if (!this.#skip(':')) throw new SyntaxTrouble('arithmetic: expected :')
    const no = this.#assignment()
    return test === 0 ? no : yes
  }

  #binary(level: number): number {
    const operators = levels[level]
    if (operators === undefined) return this.#unary()
    let left = this.#binary(level + 1)
    for (;;) {
      const operator = this.#tokens[this.#at]
      if (operator === undefined || !operators.includes(operator)) return left
      this.#at += 1
      left = compute(operator, left, this.#binary(level + 1))
    }
  }

  #unary(): number {
    if (this.#skip('-')) return -this.#unary()
    if (this.#skip('+')) return this.#unary()
    if (this.#skip('!')) return this.#unary() === 0 ? 1 : 0
    if (this.#skip('~')) return ~this.#unary()
    const step = this.#skip('++') ? 1 : this.#skip('--') ? -1 : 0
    const token = this.#tokens[this.#at] ?? ''
    this.#at += 1
    if (token === '(') {
      const value = this.#assignment()
      if (!this.#skip(')')) throw new SyntaxTrouble('arithmetic: expected )')
      return value
    }
    if (/^\d/.test(token)) return Number(token)
    if (!/^[A-Za-z_]/.test(token)) throw new SyntaxTrouble(`arithmetic: unexpected ${token || 'end'}`)
    const value = this.#value(token)
    if (step !== 0) return this.#step(token, value + step)
    if (this.#skip('++')) this.#step(token, value + 1)
    else if (this.#skip('--')) this.#step(token, value - 1)
    return value
  }

  #step(name: string, value: number): number {
    this.#variables.set(name, String(value))
    return value
  }

  #skip(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false
    this.#at += 1
    return true
  }

  #value(name: string): number {
    return Number(this.#variables.get(name).trim()) || 0
  }
}

function compute(operator: string, left: number, right: number): number {
  switch (operator) {
    case '||':
      return Number(left !== 0 || right !== 0)
    case '&&':
      return Number(left !== 0 && right !== 0)
    case '|':
      return left | right
    case '^':
      return left ^ right
    case '&':
      return left & right
    case '==':
      return Number(left === right)
    case '!=':
      return Number(left !== right)
    case '<':
      return Number(left < right)
    case '>':
      return Number(left > right)
    case '<=':
      return Number(left <= right)
    case '>=':
      return Number(left >= right)
    case '<<':
      return left << right
    case '>>':
      return left >> right
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    default:
      if (right === 0) throw new SyntaxTrouble('arithmetic: division by zero')
      return operator === '/' ? Math.trunc(left / right) : left % right
  }
}
