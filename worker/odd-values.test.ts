import { expect } from 'vitest'
import { runImport, test } from '#test/import.ts'
import { storeText } from '#test/jobs.ts'

/** Members that only come where nobody looks for columns any more. */
const LATE = ['"n\\u0000"', '"n\\ud800"', `"${'n'.repeat(199)}\u{1F600}"`].map((name) => `{"id":2,${name}:"b"}`)

const FILES = [
  {
    name: 'values.jsonl',
    rejects: 4,
    text: '{"id":1,"name":"a"}\n{"id":2,"name":"a\\u0000b"}\n{"id":"x\\u0000","name":"b"}\n{"id":"x\\ud800","name":"b"}\n{"id":"","name":"\\u0000"}\n{"id":5,"name":"e"}',
  },
  { name: 'names.jsonl', rejects: 0, text: '{"id":1,"name":"a","x\\u0000":1,"y\\ud800":2}\n{"id":5,"name":"e","x\\u0000":1,"y\\ud800":2}' },
  {
    name: 'late-names.jsonl',
    rejects: 3,
    text: `{"id":1,"name":"a"}\n${`{"id":null,"name":"${'a'.repeat(2000)}"}\n`.repeat(1000)}${LATE.join('\n')}\n{"id":5,"name":"e"}`,
  },
  { name: 'names.csv', rejects: 1, text: 'id;name;x\0;y\n1;a;b;c\nx\0;a;b;c\n5;e;b;c' },
  { name: 'halves.csv', rejects: 2, text: `id;name\n1;a\n2;${'\u{1F600}'.repeat(100_001)}x\n${'9'.repeat(9999)}\u{1F600};b\n5;e` },
]

test.for(FILES)(
  'characters that the database cannot hold: $name',
  { timeout: 20_000 },
  async ({ name, text, rejects }, { worker, sql, context }) => {
    expect(worker.id).toBeTruthy()
    await sql.unsafe('drop table if exists odd; create table odd (id int, name varchar(100000))')
    const { id: fileId } = await storeText(context.db, text, name)
    const job = await runImport(context, 'odd', { fileId })
    expect(job).toMatchObject({ status: 'finished', rejects })
    expect((await sql`select id from odd where id is not null order by id`).map(({ id }) => id)).toEqual([1, 5])
  },
)
