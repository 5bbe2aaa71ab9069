'use client'

import { useState } from 'react'
import type { SavedTemplate } from '#jobs/list-templates.ts'

/** The template that the address names, among those that there are: a new job like it can be linked to. */
export function useChosenTemplate(all: SavedTemplate[], named: number | null) {
  const [id, setId] = useState(named)
  function choose(template: SavedTemplate | null) {
    setId(template?.id ?? null)
    window.history.replaceState(null, '', template ? `?template=${template.id}` : window.location.pathname)
  }
  return [all.find((template) => template.id === id) ?? null, choose] as const
}
