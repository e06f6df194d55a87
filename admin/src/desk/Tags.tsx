// Tags of the person and of this conversation: chips that can be taken away, and a field to add one with Enter.
// `vip` and `complaint` are offered, since they place whoever waits; any other word will do.
import { signal } from "@preact/signals";
import { useId, useState } from "preact/hooks";
import { errorText } from "../errors";
import { t } from "../i18n";
import { applyEvent, withConversation } from "../state/reduce";
import { Button, Icon, toast } from "../ui";
import type { Conversation, Visitor } from "../wire";
import { command } from "./commands";
import { line, update } from "./store";
import { LONGEST, MOST, tidy, without } from "./tag-list";

const OFFERED = { person: "vip", conversation: "complaint" } as const;
const LOUD: Record<string, string> = { vip: "acc", complaint: "warn" };

/** What is being saved, so that a second change does not overtake the first. */
const saving = signal(false);

async function save(change: () => Promise<void>): Promise<boolean> {
  if (saving.peek()) return false;
  saving.value = true;
  try {
    await change();
    return true;
  } catch (error) {
    toast({ text: errorText(error), kind: "bad" });
    return false;
  } finally {
    saving.value = false;
  }
}

const saveOfConversation = (one: Conversation, tags: string[]): Promise<boolean> =>
  save(async () => {
    const { conversation } = await command<{ conversation: Conversation }>("set_tags", { conversation_id: one.id, tags });
    update((known) => withConversation(known, conversation));
  });

const saveOfPerson = (visitor: Visitor, tags: string[]): Promise<boolean> =>
  save(async () => {
    const answer = await command<{ visitor: Visitor }>("set_visitor_tags", { visitor_id: visitor.id, tags });
    update((known) => applyEvent(known, "visitor_updated", answer));
  });

interface ListProps { of: keyof typeof OFFERED; tags: string[]; onSave: (tags: string[]) => Promise<boolean> }

function Chip({ tag, onRemove, off }: { tag: string; onRemove: () => void; off: boolean }) {
  return (
    <li class={`chip ${LOUD[tag.toLowerCase()] ?? ""}`}>
      <span class="cut" dir="auto">{tag}</span>
      <button type="button" class="x" disabled={off} aria-label={t("tags.remove", { tag })} title={t("tags.remove", { tag })} onClick={onRemove}><Icon name="close" /></button>
    </li>
  );
}

function Adder({ of, tags, onSave, off }: ListProps & { off: boolean }) {
  const [typed, setTyped] = useState("");
  const id = useId();
  const offered = OFFERED[of];
  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    const wanted = tidy([...tags, typed]);
    if (wanted.length === tags.length || (await onSave(wanted))) setTyped("");
  };
  return (
    <form class="d-tag-add" noValidate onSubmit={(event) => void add(event)}>
      <input class="in" aria-label={t(`tags.add_${of}`)} placeholder={t("tags.add")} value={typed} maxLength={LONGEST} list={id} dir="auto" autocomplete="off" disabled={off} onInput={(event) => setTyped(event.currentTarget.value)} />
      <datalist id={id}>{!tidy(tags).some((tag) => tag.toLowerCase() === offered) && <option value={offered} />}</datalist>
      {typed.trim() && <Button tiny type="submit" icon="plus" label={t("tags.add")} />}
    </form>
  );
}

function TagList(props: ListProps) {
  const { of, tags, onSave } = props;
  const off = line.value !== "online";
  return (
    <div class="d-tags" role="group" aria-label={t(`tags.${of}`)}>
      <span class="t3 sm">{t(`tags.${of}`)}</span>
      {tags.length > 0 && <ul>{tags.map((tag) => <Chip key={tag} tag={tag} off={off || saving.value} onRemove={() => void onSave(without(tags, tag))} />)}</ul>}
      {tags.length < MOST && <Adder {...props} off={off} />}
    </div>
  );
}

export function Tags({ one }: { one: Conversation }) {
  return (
    <section>
      <h2>{t("tags.title")}</h2>
      <TagList of="person" tags={one.visitor.tags} onSave={(tags) => saveOfPerson(one.visitor, tags)} />
      <TagList of="conversation" tags={one.tags} onSave={(tags) => saveOfConversation(one, tags)} />
    </section>
  );
}
