import type { Writer } from '#engine/writer.ts'

/** JSON, an object a line. */
export const jsonLines: Writer = {
  opening: () => '',
  // Signs that JSON never has as they are stand for quote and delimiter, so that COPY leaves every line alone. What the type
  // json keeps of its line ends is only space between values.
  copy: (query) =>
    `copy (select translate(row_to_json(exported)::text, E'\\n\\r', '  ') from (${query}) exported)
      to stdout with (format csv, quote E'\\x01', delimiter E'\\x02')`,
}
