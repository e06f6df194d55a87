// What a host page says of its visitor and of itself, brought within what the server takes: one field too many would be a
// payload it refuses for good, and the chat with it. Half characters are left out, since they are not JSON.
import type { Identity, Page } from '../wire/types'

const LONGEST = { name: 200, email: 254, token: 4096 }
const LONGEST_OF_PAGE = 2000

const cut = (text: string, most: number): string => [...text.replace(/\p{Cs}/gu, '')].slice(0, most).join('')

/** Name, e-mail and the site's signed token where they are text; the page's developer reads what else there was. */
export function identityOf(who: unknown): Identity {
  const given = Object.entries(who ?? {})
  const fits = ([field, value]: [string, unknown]): boolean => Object.hasOwn(LONGEST, field) && typeof value === 'string'
  const odd = given.filter(one => !fits(one)).map(([field]) => field)
  if (odd.length) console.warn(`Deskbell('identify') takes name, email and token as text. Left out: ${odd.join(', ')}`)
  return Object.fromEntries(given.filter(fits).map(([field, value]) => [field, cut(value as string, LONGEST[field as keyof Identity])]))
}

export const pageOf = (page: Page): Page =>
  Object.fromEntries(Object.entries(page).map(([field, text]) => [field, cut(text, LONGEST_OF_PAGE)])) as unknown as Page
