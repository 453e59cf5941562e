const forms = [
  /^(?:import|export|\})[^'"\n]*\bfrom\s+['"]([^'"\n]+)['"]/gm,
  /^import\s+['"]([^'"\n]+)['"]/gm,
  /\b(?:import|require|import\.meta\.resolve|require\.resolve)\(\s*['"]([^'"\n]+)['"]/g,
]

/**
 * The modules that a source names, in `import`, `export … from`, `import()`, `require()` and `import.meta.resolve()`.
 * Relies on the formatter: statements begin their line, as nothing in a comment does.
 */
export function findImports(source: string): string[] {
  const code = source.replace(/^\s*(?:\/\/|\/?\*).*$/gm, '')
  return forms.flatMap((form) => [...code.matchAll(form)].map(([, specifier = '']) => specifier))
}
