/** For `like` and `ilike`: whatever contains the text, in which no sign stands for another. */
export const likePattern = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
