import { Ban, type LucideIcon, Pause, Play, RotateCcw } from 'lucide-react'
import type { Verb } from '#jobs/status.ts'

export const VERB_ICONS: Record<Verb, LucideIcon> = { start: Play, pause: Pause, cancel: Ban, retry: RotateCcw }
