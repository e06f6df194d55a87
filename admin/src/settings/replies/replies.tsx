// Canned replies: what agents put into the composer with a slash.
import { useRef, useState } from "preact/hooks";
import type { CannedReply } from "../../desk/answers";
import { t } from "../../i18n";
import { Button, Icon, keepFocus } from "../../ui";
import { Loading, NotLoaded } from "../parts/broken";
import { useLoaded } from "../parts/loaded";
import { inboxes } from "../store";
import { ReplyForm } from "./form";
import { deleteReply, loadReplies, replies } from "./store";

const nameOfInbox = (id: string | null): string | undefined => inboxes.value?.find((one) => one.id === id)?.name;

function Row({ of, onEdit, onDelete }: { of: CannedReply; onEdit: () => void; onDelete: () => void }) {
  const where = nameOfInbox(of.inbox_id);
  return (
    <li>
      <span class="grow wrap"><b dir="auto">/{of.shortcut}</b>{where && <span class="chip">{where}</span>}<span class="t2 sm s-below cut" dir="auto">{of.text}</span></span>
      <Button kind="bare" icon="edit" label={t("settings.replies.edit_one", { name: of.shortcut })} onClick={onEdit} />
      <Button kind="bare" icon="trash" label={t("settings.replies.delete_one", { name: of.shortcut })} onClick={onDelete} />
    </li>
  );
}

export function Replies() {
  const loaded = useLoaded(loadReplies, []);
  const [edited, setEdited] = useState<{ of: CannedReply | null } | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const all = replies.value;
  return (
    <div class="s-body">
      <div class="s-form wide">
        {!all && <NotLoaded of={loaded} />}
        {!all && !loaded.error && <Loading />}
        {all && (
          <section class="s-section s-group" aria-labelledby="replies">
            <div class="s-head"><h2 id="replies">{t("settings.replies.heading")}</h2>{all.length > 0 && <Button icon="plus" buttonRef={add} onClick={() => setEdited({ of: null })}>{t("settings.replies.add")}</Button>}</div>
            <p class="hint">{t("settings.replies.hint")}</p>
            {all.length === 0 && <div class="card s-void"><Icon name="edit" /><p class="b">{t("settings.replies.none")}</p><p class="t2">{t("settings.replies.none_hint")}</p><Button icon="plus" onClick={() => setEdited({ of: null })}>{t("settings.replies.add")}</Button></div>}
            {all.length > 0 && <ul class="card s-list">{all.map((one) => <Row key={one.id} of={one} onEdit={() => setEdited({ of: one })} onDelete={() => { deleteReply(one); add.current?.focus(); keepFocus(); }} />)}</ul>}
          </section>
        )}
      </div>
      {edited && <ReplyForm of={edited.of} onClose={() => setEdited(null)} />}
    </div>
  );
}
