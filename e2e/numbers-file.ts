/** The table and the file of tests that only need something to run for a while. */
export const NUMBERS = 'number integer'
export const numbersFile = (records: number) => `number\n${Array.from({ length: records }, (_, index) => index + 1).join('\n')}\n`
