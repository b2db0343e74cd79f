/** Under `require-trusted-types-for 'script'` the style sheets Mantine writes as text need a policy. */
interface PolicyFactory {
  createPolicy: (name: string, rules: { createHTML: (text: string) => string }) => unknown
}

/** Text without `<` cannot become an element, so style sheets pass and markup does not. */
export function inertText(text: string): string {
  if (text.includes('<')) throw new TypeError('Markup is not allowed here.')
  return text
}

export function allowStyleText(scope: { trustedTypes?: PolicyFactory } = globalThis as { trustedTypes?: PolicyFactory }): void {
  scope.trustedTypes?.createPolicy('default', { createHTML: inertText })
}
