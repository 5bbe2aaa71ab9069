import { fileFormat, SEPARATORS } from '#jobs/settings.ts'

/** Signs of which longer separators are made. Signs of numbers, dates and names are none. */
const RUN = /[\p{Cc} ,;|~^#!*@:<>=§¦¬]{1,8}/gu
/** Other single signs that nobody uses within values; a time has colons, a language sharps, a shout exclamation marks. */
const SINGLE = /^[\p{Cc}~^§¦¬]$/u
const LINES = 50
/** Lines of which the first is the header, most likely: what they do not show is no separator. */
const TELLING = 10
const MOST = 6

/** The separators worth trying on a text: the usual ones, and what else stands in most lines. */
export function separatorCandidates(text: string): string[] {
  const lines = text
    .split(/\r\n|\n|\r/, LINES + 1)
    .slice(0, LINES)
    .filter((line) => line.trim() !== '')
  const runs = new Set(lines.slice(0, TELLING).flatMap((line) => (line.match(RUN) ?? []).flatMap(unitsOf)))
  const others = [...runs]
    .filter((run) => (run.length > 1 ? /[^ ]/.test(run) : SINGLE.test(run)))
    .map((run) => [run, lines.filter((line) => line.includes(run)).length] as const)
    .filter(([, count]) => count >= Math.min(2, lines.length))
    .sort(([a, x], [b, y]) => y - x || b.length - a.length)
    .map(([run]) => run)
    .filter((run) => !SEPARATORS.some((usual) => usual === run) && fileFormat.shape.separator.safeParse(run).success)
    .slice(0, MOST)
  return [...SEPARATORS, ...others]
}

/** The run and what it repeats: `||||` is `||` around nothing. A quote or blank beside it is not looked at. */
function unitsOf(run: string): string[] {
  const units = [run]
  for (let length = 2; length <= run.length / 2; length += 1)
    if (run.length % length === 0 && run === run.slice(0, length).repeat(run.length / length)) units.push(run.slice(0, length))
  return units
}
