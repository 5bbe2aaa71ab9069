/** What its jobs are like, and for what its people ask: `bench/desk/fill-jobs.ts` fills, `bench/desk/questions.ts` asks. */
export type Company = {
  jobs: number
  owners: number
  tables: number
  /** That a third of the jobs were made from. */
  templates: number
  /** 1: all owners, tables and templates have as many jobs; above that the first ones have most of them. */
  skew: number
  /** Share of the jobs that finished with errors. */
  failed: number
  /** What is imported and exported, by which jobs are labelled, and the numbers that some labels bear. */
  things: string[]
  numbers: [number, number]
  /** Days: since when something is of late, and a time in the past, from and to. */
  lately: number
  past: [number, number]
}

/** In the words of five languages. */
const THINGS = [
  ...['Clients', 'Factures', 'Commandes été', 'Stocks', 'Écritures comptables', 'Clienti', 'Fatture', 'Ordini', 'Magazzino', 'Anagrafica'],
  ...['Clientes', 'Notas fiscais', 'Pedidos', 'Estoque', 'Lançamentos', 'Facturas', 'Albaranes', 'Existencias', 'Asientos', 'Tarifas'],
  ...['Kunden', 'Rechnungen', 'Aufträge', 'Lagerbestände', 'Buchungssätze', 'Preise', 'Mitarbeiter', 'Zählerstände', 'Lieferscheine'],
  'Artikel',
]

/** Two years of jobs; asked for the last day, and for a month a year ago. */
export const MANY: Company = {
  jobs: 10_000_000,
  owners: 300,
  tables: 120,
  templates: 120,
  skew: 3,
  failed: 0.025,
  things: THINGS,
  numbers: [1, 401],
  lately: 1,
  past: [395, 365],
}

/**
 * Few jobs, but not few answers: whatever is asked fills a page here too, where it does with many. A page of fifty rows
 * against a page of one would tell what it costs to show rows, and not what it costs to have many.
 */
export const FEW: Company = {
  jobs: 1000,
  owners: 2,
  tables: 2,
  templates: 2,
  skew: 1,
  failed: 0.3,
  things: ['Clients', 'Fatture', 'Pedidos', 'Rechnungen', 'Kunden'],
  numbers: [300, 300],
  lately: 180,
  past: [600, 365],
}
