import { notFound } from 'next/navigation'

/** An address that leads nowhere gets the translated page that says so. */
export default function Unknown() {
  notFound()
}
