type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** The form of a text that a language has for a number. */
export function plural(tag: string, n: number, forms: Forms): string {
  return forms[new Intl.PluralRules(tag).select(n)] ?? forms.other;
}
