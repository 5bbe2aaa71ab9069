/** The physical line, from 1, on which a position of the text lies. LF, CR LF and CR end a line. */
export function lineAt(text: string, position: number): number {
  return 1 + (text.slice(0, position).match(/\r\n|\n|\r/g)?.length ?? 0)
}
