import { clsx } from 'clsx'
import { LoaderCircle } from 'lucide-react'
import { Slot } from 'radix-ui'
import type { ComponentProps } from 'react'

type Look = 'primary' | 'secondary' | 'ghost' | 'danger'
type Size = 'small' | 'medium' | 'icon'

const LOOKS: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'border border-line-strong bg-raised text-ink hover:bg-hover',
  ghost: 'text-muted hover:bg-hover hover:text-ink',
  danger: 'bg-danger-solid text-white hover:brightness-110',
}
const SIZES: Record<Size, string> = {
  small: 'h-7 gap-1.5 px-2.5 text-sm max-md:h-9',
  medium: 'h-8 gap-1.5 px-3 text-sm max-md:h-10',
  icon: 'size-8 max-md:size-10',
}

export type ButtonProps = ComponentProps<'button'> & {
  look?: Look
  size?: Size
  /** Shows that it works on it; the button keeps its width and takes no second click. */
  pending?: boolean
  /** Gives the look to the one child, as to a link. */
  asChild?: boolean
}

export function Button({
  look = 'secondary',
  size = 'medium',
  pending = false,
  asChild = false,
  className,
  children,
  ...props
}: ButtonProps) {
  const classes = clsx(
    'relative inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors duration-150 select-none',
    'disabled:pointer-events-none disabled:opacity-50 aria-disabled:opacity-60',
    LOOKS[look],
    SIZES[size],
    className,
  )
  if (asChild)
    return (
      <Slot.Root className={classes} {...props}>
        {children}
      </Slot.Root>
    )
  return (
    <button
      type="button"
      className={classes}
      aria-busy={pending || undefined}
      aria-disabled={pending || undefined}
      {...props}
      onClick={pending ? (event) => event.preventDefault() : props.onClick}
    >
      {pending ? (
        <>
          {/* Not to be seen, but still the button’s name. */}
          <span className="flex items-center gap-[inherit] opacity-0">{children}</span>
          <LoaderCircle aria-hidden className="absolute size-4 animate-spin" />
        </>
      ) : (
        children
      )}
    </button>
  )
}
