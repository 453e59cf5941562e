import { expect, test } from 'vitest'
import { matchTemplate } from '../../src/containers/handle-program.js'
import { dockerDialect } from '../../src/engine/docker-dialect.js'

test('id and labels are compared as strings, whatever they hold', () => {
  expect(matchTemplate(dockerDialect, { id: 'ID', labels: { a: 'x"}}\\\n', 'b.c': '' } })).toBe(
    '{{if and (eq .Id "ID") (eq (index .Config.Labels "a") "x\\"}}\\\\\\n") (eq (index .Config.Labels "b.c") "")}}match{{else}}changed{{end}}',
  )
})
