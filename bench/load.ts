import { Agent, get } from 'node:http'

const KEEP_OPEN = 8

/** Requests a second that are answered while so many ask one after the other, each with a connection of its own. */
export async function requestsPerSecond(url: string, seconds: number, accept: (page: string) => boolean): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: KEEP_OPEN })
  const ask = () =>
    new Promise<string>((resolve, reject) => {
      get(url, { agent, headers: { 'accept-language': 'de', accept: 'text/html' } }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part) => parts.push(part))
        response.on('end', () => resolve(response.statusCode === 200 ? Buffer.concat(parts).toString() : ''))
        response.on('error', reject)
      }).on('error', reject)
    })
  try {
    if (!accept(await ask())) throw new Error(`${url} does not show what it should`)
    const began = performance.now()
    let answered = 0
    await Promise.all(
      Array.from({ length: KEEP_OPEN }, async () => {
        while (performance.now() - began < seconds * 1000) {
          if ((await ask()) === '') throw new Error(`${url} refuses`)
          answered += 1
        }
      }),
    )
    return answered / ((performance.now() - began) / 1000)
  } finally {
    agent.destroy()
  }
}

/** Bytes of all scripts that a browser loads for this page at first, compressed as they are sent. */
export async function scriptBytes(url: string): Promise<number> {
  const html = await (await fetch(url, { headers: { 'accept-language': 'de' } })).text()
  // What React needs at once is named in the page; old browsers' crutches are not loaded by others.
  const old = [...html.matchAll(/<script[^>]*?src="([^"]+)"[^>]*noModule/gi)].map(([, path]) => path)
  const paths = new Set(
    [...html.matchAll(/\/?(?:_next\/)?static\/chunks\/[^"'\\\s]+?\.js/g)].map(([path]) => path.replace(/^\/?(?:_next\/)?/, '/_next/')),
  )
  let bytes = 0
  for (const path of paths) if (!old.includes(path)) bytes += await transferred(new URL(path, url))
  return bytes
}

const transferred = (url: URL) =>
  new Promise<number>((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`))
      let bytes = 0
      response.on('data', (part: Buffer) => {
        bytes += part.length
      })
      response.on('end', () => resolve(bytes))
    }).on('error', reject)
  })
