import start from '#cli/start.ts'

/** `npm run dev`: as `npm start`, with pages that are compiled when they are asked for. */
export default (args: string[]) => start(args, { dev: true })
