// What may be wrong with the offline form's fields, as string keys. The server checks again and has the last word.
export interface Fields { name: string; email: string; text: string; phone?: string }
export type Faults = Partial<Record<keyof Fields, string>>

export function emailFault(email: string): string | undefined {
  const value = email.trim()
  if (!value) return 'email_missing'
  const at = value.lastIndexOf('@')
  if (at < 0) return 'email_no_at'
  if (at === 0) return 'email_before_at'
  return /^[^\s@.]+(\.[^\s@.]+)+$/.test(value.slice(at + 1)) ? undefined : 'email_after_at'
}

/** An optional + and 5 to 20 digits; what people put between them counts for nothing. */
const isPhone = (text: string): boolean => /^\+?\d{5,20}$/.test(text.replace(/[\s().\u2010-\u2013-]/g, ''))

/** With `calls` a number will do, and an address need not be there; one of the two must. */
function reachFaults({ email, phone = '' }: Fields, calls: boolean): Faults {
  const mail = emailFault(email)
  if (calls && !email.trim()) return phone.trim() ? (isPhone(phone) ? {} : { phone: 'phone_wrong' }) : { phone: 'phone_missing' }
  return { ...(mail ? { email: mail } : {}), ...(calls && phone.trim() && !isPhone(phone) ? { phone: 'phone_wrong' } : {}) }
}

export function faultsOf(form: Fields, calls = false): Faults {
  return { ...(form.name.trim() ? {} : { name: 'name_missing' }), ...reachFaults(form, calls), ...(form.text.trim() ? {} : { text: 'text_missing' }) }
}
