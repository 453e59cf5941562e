import fc from 'fast-check'

/** Names that every object has by its prototype: whoever looks them up in a record finds what nobody put there. */
export const prototypeNames: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
]

/** Numbers as texts that are too long, too large, or none. */
export const oddNumbers: readonly string[] = [
  '9'.repeat(400),
  '1e999',
  '-1',
  '-0',
  '0x10',
  '1_000',
  '٣',
  '1.5',
  '00',
  ' 7 ',
  '+5',
  'NaN',
  'Infinity',
  '4294967296',
  '9007199254740993',
]

/** What parsers trip over in the middle of a text. */
const oddPieces: readonly string[] = [
  ...prototypeNames,
  ...oddNumbers,
  '\0',
  '\ud800',
  '\udfff',
  '\ufeff',
  '\ufffd',
  '\u2028',
  '\r',
  '\r\n',
  '\n',
  '\n\n',
  '\t',
  '\v',
  '\x1b[2J',
  '\x7f',
  '"',
  "'",
  '\\',
  '`',
  '$(id)',
  '{',
  '}',
  '[',
  ']',
  '<changeme>',
  '{xx.xx.xx.xx|a}',
  '{user-id}',
  '%',
  '%%',
  '%h',
  '!',
  '*',
  '?',
  '#',
  ':',
  '::',
  ',',
  '@',
  '/',
  '//',
  '..',
  '~',
  '=',
  '|1|',
  'x'.repeat(5000),
]

/** Texts of such pieces among others. */
export const oddText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...oddPieces), fc.string({ unit: 'binary', maxLength: 8 }), fc.string()), {
    maxLength: 6,
  })
  .map((pieces) => pieces.join(''))

/** Texts of a grammar's own words among such pieces: they come further into a parser. */
export function textOf(...words: readonly string[]): fc.Arbitrary<string> {
  return fc
    .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...words) }, fc.constantFrom(...oddPieces), fc.string()), {
      maxLength: 12,
    })
    .map((pieces) => pieces.join(''))
}

/** Values of JSON with odd keys and odd texts in them. */
export const oddJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    oddText,
    fc.constantFrom<unknown>(null, true, false, 0, -1, 1e308, 0.5, '', [], {}),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.oneof(fc.constantFrom(...prototypeNames), oddText), tie('value')), { maxLength: 4 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value
