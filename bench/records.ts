import type { RejectReason } from '#jobs/reject.ts'

/** Invented records for demonstrations, tests and measurements: the same for the same seed, about 95 bytes each. */
export type SampleOptions = {
  records: number
  seed?: number
  /** Share of bad records, from 0 to 1; they lie evenly between the good ones, whatever the seed. */
  bad?: number
  /** Share of records whose city is not among `sampleCities`, evenly too: a foreign key refuses them. */
  strays?: number
  /** The id of the first record. */
  firstId?: number
}

export const SAMPLE_HEADER = 'id,first_name,last_name,email,city,born,amount,visits,registered_at'

/** The table that they fit. */
export const sampleTableSql = (name: string) => `create table ${name} (
  id bigint primary key,
  first_name varchar(40) not null,
  last_name varchar(40) not null,
  email varchar(80) not null,
  city varchar(60),
  born date not null,
  amount numeric(10,2) not null,
  visits integer not null,
  registered_at timestamp not null
)`

/** What is wrong with bad records, in turn. */
export const BAD_KINDS = ['not_a_date', 'not_a_number', 'required', 'too_many_fields'] as const satisfies RejectReason[]

/** How many of the records are bad in which way. */
export function countBad({ records, bad = 0 }: SampleOptions): Record<(typeof BAD_KINDS)[number], number> {
  const total = Math.floor(records * bad)
  const [not_a_date, not_a_number, required, too_many_fields] = BAD_KINDS.map((_, index) => Math.ceil(Math.max(0, total - index) / 4))
  return { not_a_date: not_a_date ?? 0, not_a_number: not_a_number ?? 0, required: required ?? 0, too_many_fields: too_many_fields ?? 0 }
}

/** Length of the pieces, in characters. */
const PIECE = 256 * 1024

/** The records as CSV in UTF-8, header first, in pieces of whole records. */
export function* sampleRecords({ records, seed = 1, bad = 0, strays = 0, firstId = 1 }: SampleOptions): Generator<string> {
  const random = randomNumbers(seed)
  let [badSoFar, straysSoFar] = [0, 0]
  let piece = `${SAMPLE_HEADER}\n`
  for (let number = 1; number <= records; number += 1) {
    const id = firstId + number - 1
    const [first, letter] = FIRST_NAMES[random(FIRST_NAMES.length)] as Name
    const [last, mailName] = LAST_NAMES[random(LAST_NAMES.length)] as Name
    const known = CITIES[random(CITIES.length)] as string
    const cents = random(1_000_000)
    const amount = `${Math.floor(cents / 100)}.${two(cents % 100)}`
    const registered = `${REGISTERED[random(REGISTERED.length)] as string} ${two(random(24))}:${two(random(60))}:${two(random(60))}`
    const born = BORN[random(BORN.length)] as string
    const visits = random(400)
    const isStray = Math.floor(number * strays) > straysSoFar
    if (isStray) straysSoFar += 1
    const city = isStray ? STRAY_CITY : known
    const isBad = Math.floor(number * bad) > badSoFar
    const kind = isBad ? BAD_KINDS[badSoFar % 4] : undefined
    if (isBad) badSoFar += 1
    piece += `${kind === 'required' ? '' : id},${first},${last},${letter}${mailName}${id}@example.com,${city},${
      kind === 'not_a_date' ? '2026-02-31' : born
    },${kind === 'not_a_number' ? 'unknown' : amount},${visits},${registered}${kind === 'too_many_fields' ? ',surplus' : ''}\n`
    if (piece.length >= PIECE) {
      yield piece
      piece = ''
    }
  }
  if (piece !== '') yield piece
}

/** Whole numbers below a limit, always the same for a seed (mulberry32). */
export function randomNumbers(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * limit)
  }
}

const TWO = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'))
const two = (number: number) => TWO[number] as string

const days = (from: string, to: string) => {
  const all: string[] = []
  for (let day = Date.parse(from); day < Date.parse(to); day += 86_400_000) all.push(new Date(day).toISOString().slice(0, 10))
  return all
}
const BORN = days('1940-01-01', '2008-01-01')
const REGISTERED = days('2019-01-01', '2026-01-01')

/** A name, and what of it stands in an address: nothing but plain letters. */
type Name = [string, string]

const plain = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/[^a-z]/gi, '')
    .toLowerCase()

const FIRST_NAMES =
  'Amélie,Zoé,Benoît,Jérôme,Chloé,Luca,Giulia,Nicolò,Beatrice,João,Conceição,Thaís,Inês,Rui,Íñigo,Lucía,Ramón,Begoña,Jürgen,Käthe,Björn,Uwe,Anna,Max,Noël,Eva'
    .split(',')
    .map((name): Name => [name, plain(name).slice(0, 1)])

const LAST_NAMES =
  "Durand,Lefèvre,D'Arcy,Müller,Groß,Schäfer,Rossi,D'Amico,Nicolò,Gonçalves,Sá,Araújo,Muñoz,Núñez,O'Hara,Peña,Böhm,Weiß,Conti,Petit,Sousa,Vidal,Kraft,Leroy"
    .split(',')
    .map((name): Name => [name, plain(name).slice(0, 3)])

const STRAY_CITY = 'Atlantis'

/** As they stand in the file; some need quotes. */
const CITIES = [
  ...['Lyon', 'Besançon', "L'Haÿ", 'Nîmes', 'Roma', 'Forlì', "L'Aquila", 'Cefalù', 'São Paulo', 'Belém', 'Goiânia', 'Málaga', 'A Coruña'],
  ...['León', 'Köln', 'Zürich', 'Gießen', 'Lübeck', 'Porto', 'Évora', '"Saint-Denis, La Réunion"', '"Palma, Mallorca"', '"Köln ""Süd"""'],
]

/** The cities' names as a table holds them. */
export const sampleCities: string[] = CITIES.map((cell) => cell.replace(/^"|"$/g, '').replaceAll('""', '"'))
