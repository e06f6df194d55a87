// People's text as it was written: never HTML, web addresses as links, a few emoji alone shown large.
import { isOnlyEmoji, linkify } from './links'

export const Linked = ({ text }: { text: string }) => (
  <>{linkify(text).map((part, i) => (typeof part === 'string' ? part : <a key={i} href={part.href} target="_blank" rel="noopener nofollow noreferrer">{part.href.replace(/^https?:\/\//i, '')}</a>))}</>
)

export const Text = ({ text }: { text: string }) =>
  isOnlyEmoji(text) ? <div class="big">{text}</div> : <div class="bub" dir="auto"><Linked text={text} /></div>
