import type { Locator, Page } from '@playwright/test'

/** Everything that a page says: each text and each label that is read aloud or shown on hover, with where it stands. */
export function saidBy(page: Page): Promise<{ text: string; where: string }[]> {
  return page.evaluate(() => {
    const SPOKEN = ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'alt', 'label']
    const said = [{ text: document.title, where: 'title' }]
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement
      if (!element || element.closest('script, style, template')) continue
      // What says that it is in another language is.
      if (element.closest('[lang]')?.getAttribute('lang') !== document.documentElement.lang) continue
      // A letter that is printed on a key.
      if (node instanceof Text && node.data.length === 1 && element.localName === 'kbd') continue
      const where = element.outerHTML.slice(0, 160)
      if (node instanceof Element)
        for (const name of SPOKEN)
          if (element.getAttribute(name)) said.push({ text: element.getAttribute(name) ?? '', where: `${name} of ${where}` })
      if (node instanceof Text && node.data.trim() !== '') said.push({ text: node.data, where })
    }
    return said
  })
}

/** What does not fit its place: pages that scroll sideways, words that are cut off, buttons that lie on each other. */
export function burstsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = [...document.body.querySelectorAll('*')].filter(
      (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getClientRects().length > 0,
    )
    const told = (what: string, element: Element) => `${what}: ${element.outerHTML.slice(0, 220)}`
    const style = (element: Element) => getComputedStyle(element)
    // What is there for screen readers alone is one pixel large.
    const unseen = (element: Element) => {
      const { width, height } = element.getBoundingClientRect()
      return width <= 1 || height <= 1
    }
    const found: string[] = []

    // Tables of a file have as many columns as it has, and scroll inside themselves.
    const scrollers = all.filter((element) => /auto|scroll/.test(style(element).overflowX) && element.scrollWidth > element.clientWidth + 1)
    const meant = scrollers.filter((element) => element.matches('section[aria-label]:has(> table)'))
    if (document.documentElement.scrollWidth > window.innerWidth) found.push('the page scrolls sideways')
    for (const element of scrollers) if (!meant.includes(element)) found.push(told('scrolls sideways', element))

    for (const element of all) {
      // What is typed into a field may be longer than the field.
      if (element.closest('svg') || element.matches('input, textarea') || unseen(element)) continue
      const { overflowX, overflowY, textOverflow, webkitLineClamp } = style(element)
      const ownText = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '')
      const inside = meant.some((one) => one.contains(element))
      if (/hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1 && textOverflow !== 'ellipsis')
        found.push(told('is cut off at the side', element))
      if (
        /hidden|clip/.test(overflowY) &&
        element.scrollHeight > element.clientHeight + 3 &&
        webkitLineClamp === 'none' &&
        !element.matches('select')
      )
        found.push(told('is cut off at the foot', element))
      if (ownText && overflowX === 'visible' && style(element).display !== 'inline' && element.scrollWidth > element.clientWidth + 1)
        found.push(told('words stand out of their box', element))
      if (ownText && !inside && element.getBoundingClientRect().right > window.innerWidth + 1)
        found.push(told('words stand out of the screen', element))
    }

    const controls = all.filter(
      (element) =>
        element.matches('a[href], button, input, select, textarea, summary, [role^="menuitem"], [role="option"]') && !unseen(element),
    )
    /** What is to be seen of an element in all that scrolls around it. */
    const shownOf = (element: Element) => {
      let { left, right, top, bottom } = element.getBoundingClientRect()
      for (let one: Element | null = element; one && style(one).position !== 'fixed'; one = one.parentElement) {
        if (one === element || style(one).overflowX === 'visible') continue
        const box = one.getBoundingClientRect()
        left = Math.max(left, box.left)
        right = Math.min(right, box.right)
        top = Math.max(top, box.top)
        bottom = Math.min(bottom, box.bottom)
      }
      return { left, right, top, bottom }
    }
    // What floats lies on other things on purpose.
    const layerOf = (element: Element): Element => {
      for (let one: Element | null = element; one; one = one.parentElement)
        if (/fixed|sticky|absolute/.test(style(one).position) || one.matches('[role="dialog"]')) return one
      return document.body
    }
    const boxes = controls.map((element) => ({ element, layer: layerOf(element), box: shownOf(element) }))
    for (const [index, one] of boxes.entries())
      for (const other of boxes.slice(index + 1)) {
        if (one.layer !== other.layer || one.element.contains(other.element) || other.element.contains(one.element)) continue
        const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
        const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
        if (width > 2 && height > 2)
          found.push(`${told('lies on another control', one.element)} and ${other.element.outerHTML.slice(0, 160)}`)
      }
    return [...new Set(found)]
  })
}

/** Whether all of it can be seen right now: it lies within every box that scrolls around it, and nothing lies on it. */
export function isWhole(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const { left, right, top, bottom, width, height } = element.getBoundingClientRect()
    if (width < 1 || height < 1) return false
    for (let one = element.parentElement; one; one = one.parentElement) {
      if (getComputedStyle(one).overflowY === 'visible') continue
      const box = one.getBoundingClientRect()
      if (top < box.top - 1 || bottom > box.bottom + 1 || left < box.left - 1 || right > box.right + 1) return false
    }
    const inside = [left + 4, (left + right) / 2, right - 4].flatMap((x) =>
      [top + 4, (top + bottom) / 2, bottom - 4].map((y) => [x, y] as const),
    )
    return inside.every(([x, y]) => element.contains(document.elementFromPoint(x, y)))
  })
}

/** Notes from now on what live regions say, as a screen reader would read it out; answers with how to ask for it. */
export async function hear(page: Page): Promise<() => Promise<string[]>> {
  const heard = await page.evaluateHandle(() => {
    const told: string[] = []
    const LIVE = '[aria-live], [role="status"], [role="alert"], [role="log"]'
    new MutationObserver((changes) => {
      const regions = changes.flatMap(({ target, addedNodes }) => {
        const around = (target instanceof Element ? target : target.parentElement)?.closest(LIVE)
        // An alert is read out as it comes.
        const come = [...addedNodes].flatMap((node) =>
          node instanceof Element ? [...(node.matches('[role="alert"]') ? [node] : []), ...node.querySelectorAll('[role="alert"]')] : [],
        )
        return around ? [around, ...come] : come
      })
      for (const region of new Set(regions)) {
        if (region.getAttribute('aria-live') === 'off' || !region.textContent) continue
        told.push(region.textContent)
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true })
    return told
  })
  return () => heard.jsonValue()
}

/** Icons of statuses that are a box of colour instead of a shape: their pictures are masks, and a part without one is drawn whole. */
export function undrawnIcons(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.status-icon')].flatMap((icon) =>
      ['::before', '::after'].flatMap((part) => {
        const { content, maskImage } = getComputedStyle(icon, part)
        const drawn = content === 'none' ? part === '::before' : maskImage.startsWith('url(')
        return drawn ? [] : [`${part} of ${icon.outerHTML}`]
      }),
    ),
  )
}
