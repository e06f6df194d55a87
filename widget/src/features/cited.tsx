// A machine's text: what stands in square brackets leads to the article that is cited, where it has a page.
import { t } from '../kit'
import type { MessageData } from '../wire/types'

const CITATION = /\[(\d{1,2})\]/

function Mark({ number, source }: { number: string; source: { title: string; url: string | null } | undefined }) {
  if (!source?.url) return <sup>[{number}]</sup>
  return <sup><a href={source.url} target="_blank" rel="noopener" aria-label={t('source', { n: number, title: source.title })}>[{number}]</a></sup>
}

/** Split at a group, every second part is what the group caught. */
export const Cited = ({ text, sources = [] }: { text: string; sources?: MessageData['sources'] }) => (
  <p>{text.split(CITATION).map((part, at) => (at % 2 ? <Mark key={at} number={part} source={sources[Number(part) - 1]} /> : part.replace(/ $|^ (?=[.,;:!?])/g, '')))}</p>
)
