// What may be wrong with the offline form's fields, as string keys. The server checks again and has the last word.
export interface Fields { name: string; email: string; text: string }
export type Faults = Partial<Record<keyof Fields, string>>

export function emailFault(email: string): string | undefined {
  const value = email.trim()
  if (!value) return 'email_missing'
  const at = value.lastIndexOf('@')
  if (at < 0) return 'email_no_at'
  if (at === 0) return 'email_before_at'
  return /^[^\s@.]+(\.[^\s@.]+)+$/.test(value.slice(at + 1)) ? undefined : 'email_after_at'
}

export function faultsOf({ name, email, text }: Fields): Faults {
  const wrong = emailFault(email)
  return { ...(name.trim() ? {} : { name: 'name_missing' }), ...(wrong ? { email: wrong } : {}), ...(text.trim() ? {} : { text: 'text_missing' }) }
}
