/** What is read as true and as false, in lower case: the words of the five languages, of English and of programs. */

export const TRUE_WORDS = [
  ...['true', 't', 'yes', 'y', 'on', '1'],
  ...['oui', 'o', 'vrai', 'v'],
  ...['sì', 'si', 's', 'vero'],
  ...['sim', 'verdadeiro'],
  ...['sí', 'verdadero'],
  ...['ja', 'j', 'wahr'],
]

/** `f` and `n` serve several languages at once. */
export const FALSE_WORDS = [
  ...['false', 'f', 'no', 'n', 'off', '0'],
  ...['non', 'faux'],
  ...['falso'],
  ...['não', 'nao'],
  ...['nein', 'falsch'],
]
