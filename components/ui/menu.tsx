'use client'

import { Slot } from 'radix-ui'
import { type ComponentProps, createContext, type ReactNode, useContext, useState } from 'react'
import { onceAsked } from '#components/ui/persistently.ts'

type Parts = typeof import('#components/ui/menu-parts.tsx')

const load = onceAsked(() => import('#components/ui/menu-parts.tsx'))
const Loaded = createContext<Parts | null>(null)

/** A button's menu: the trigger is given, the items are children. Its code comes when somebody goes for the button. */
export function Menu({ trigger, align = 'start', children }: { trigger: ReactNode; align?: 'start' | 'end'; children: ReactNode }) {
  const [parts, setParts] = useState<Parts>()
  const open = () => void load().then(setParts)
  if (parts)
    return (
      <Loaded value={parts}>
        <parts.OpenedMenu trigger={trigger} align={align}>
          {children}
        </parts.OpenedMenu>
      </Loaded>
    )
  return (
    <Slot.Root
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={open}
      onKeyDown={({ key }) => key === 'ArrowDown' && open()}
    >
      {trigger}
    </Slot.Root>
  )
}

function useParts(): Parts {
  const parts = useContext(Loaded)
  if (!parts) throw new Error('an item stands outside of its menu')
  return parts
}

export function MenuItem(props: ComponentProps<Parts['MenuItem']>) {
  const parts = useParts()
  return <parts.MenuItem {...props} />
}

export function MenuRadioGroup(props: ComponentProps<Parts['MenuRadioGroup']>) {
  const parts = useParts()
  return <parts.MenuRadioGroup {...props} />
}

export function MenuRadio(props: ComponentProps<Parts['MenuRadio']>) {
  const parts = useParts()
  return <parts.MenuRadio {...props} />
}
