/** A line of a file that a spreadsheet opens: semicolons, quotes where needed, CRLF. */
export function csvLine(cells: (string | number | null)[]): string {
  return `${cells.map((cell) => quoted(typeof cell === 'string' ? defused(cell) : String(cell ?? ''))).join(';')}\r\n`
}

const quoted = (text: string) => (/[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** What a spreadsheet would run as a formula is made text by an apostrophe (OWASP, CSV injection); a negative number stays one. */
const defused = (text: string) => (/^[=+\-@\t\r]/.test(text) && !/^-\d+(?:[.,]\d+)*$/.test(text) ? `'${text}` : text)
