import { Ban, type LucideIcon, Pause, Play, RotateCcw, Trash2 } from 'lucide-react'
import type { ManyVerb, Verb } from '#jobs/status.ts'

export const VERB_ICONS: Record<Verb | ManyVerb, LucideIcon> = { start: Play, pause: Pause, cancel: Ban, retry: RotateCcw, delete: Trash2 }
