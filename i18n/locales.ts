/** The languages. One more is its code in this line and its catalog in messages/; nothing else lists them. */
export const LOCALES = ['fr', 'it', 'pt-BR', 'es', 'de'] as const

export type Locale = (typeof LOCALES)[number]
