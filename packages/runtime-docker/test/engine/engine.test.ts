import { expect, test } from 'vitest'
import { dockerDialect } from '../../src/engine/docker-dialect.js'
import { engineWords } from '../../src/engine/engine.js'

test('the engine is called plainly, or through a sudo that never asks', () => {
  expect(engineWords({ dialect: dockerDialect, reachedBy: 'plain' })).toEqual(['docker'])
  expect(engineWords({ dialect: dockerDialect, reachedBy: 'sudo' })).toEqual(['sudo', '-n', 'docker'])
})
