import { zip } from '#test/zip.ts'

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

type Book = {
  /** By name, the XML within `sheetData`. */
  sheets: Record<string, string>
  /** Each an `si`'s content. */
  strings?: string[]
  /** The formats of the cells' styles, by number: known ones, or patterns. */
  formats?: (number | string)[]
  date1904?: boolean
}

/** A workbook as Excel writes it, from its parts. */
export function xlsx({ sheets, strings = [], formats = [0], date1904 = false }: Book): Buffer {
  const names = Object.keys(sheets)
  const own = formats.filter((format) => typeof format === 'string')
  const relations = (entries: [string, string, string][]) =>
    `${XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${entries
      .map(([id, type, target]) => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`)
      .join('')}</Relationships>`
  return zip([
    { name: '[Content_Types].xml', content: `${XML}<Types/>` },
    { name: '_rels/.rels', content: relations([['rId1', 'officeDocument', 'xl/workbook.xml']]) },
    {
      name: 'xl/workbook.xml',
      content: `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr${date1904 ? ' date1904="1"' : ''}/><sheets>${names
        .map((name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`)
        .join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations([
        ...names.map((_, index): [string, string, string] => [`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`]),
        ['rIdS', 'styles', 'styles.xml'],
        ['rIdT', 'sharedStrings', '/xl/sharedStrings.xml'],
      ]),
    },
    {
      name: 'xl/styles.xml',
      content: `${XML}<styleSheet xmlns="${MAIN}"><numFmts>${own
        .map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${code.replaceAll('"', '&quot;')}"/>`)
        .join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${formats
        .map((format) => `<xf numFmtId="${typeof format === 'number' ? format : 164 + own.indexOf(format)}"/>`)
        .join('')}</cellXfs></styleSheet>`,
    },
    { name: 'xl/sharedStrings.xml', content: `${XML}<sst xmlns="${MAIN}">${strings.map((text) => `<si>${text}</si>`).join('')}</sst>` },
    ...names.map((name, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: `${XML}<worksheet xmlns="${MAIN}"><dimension ref="A1"/><sheetData>${sheets[name]}</sheetData></worksheet>`,
    })),
  ])
}

/** A cell: `n` numbers, `s` shared texts, `t` texts within. */
export const cell = (reference: string, type: string, value: string | number, style = 0) =>
  type === 't'
    ? `<c r="${reference}" t="inlineStr" s="${style}"><is><t>${value}</t></is></c>`
    : `<c r="${reference}"${type === 'n' ? '' : ` t="${type}"`} s="${style}"><v>${value}</v></c>`

export const row = (number: number, ...cells: string[]) => `<row r="${number}">${cells.join('')}</row>`
