// One list of teams or of skills: a row each with who belongs to it, where it is named, and a warning beside it.
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { t } from "../../i18n";
import { Button, Icon, type IconName } from "../../ui";
import type { Skill, Team } from "../model";
import { usesText, warningText } from "./words";

interface ListProps<T extends Team | Skill> {
  id: "team" | "skill"; icon: IconName; all: readonly T[]; describe: (one: T) => ComponentChildren;
  onAdd: () => void; onEdit: (one: T) => void; onDelete: (one: T) => void;
}

function Warning({ text }: { text: string | null }) {
  return text ? <span class="s-warning sm"><Icon name="alert" small />{text}</span> : null;
}

export function GroupList<T extends Team | Skill>({ id, icon, all, describe, onAdd, onEdit, onDelete }: ListProps<T>) {
  const add = useRef<HTMLButtonElement>(null);
  return (
    <section class="s-section s-group" aria-labelledby={`${id}s`}>
      <div class="s-head"><h2 id={`${id}s`}>{t(`settings.teams.${id}s`)}</h2><Button icon="plus" buttonRef={add} onClick={onAdd}>{t(`settings.teams.add_${id}`)}</Button></div>
      <p class="hint">{t(`settings.teams.${id}s_hint`)}</p>
      {all.length === 0 && <div class="card s-void"><Icon name={icon} /><p class="b">{t(`settings.teams.no_${id}s`)}</p><p class="t2">{t(`settings.teams.no_${id}s_hint`)}</p></div>}
      {all.length > 0 && (
        <ul class="card s-list">
          {all.map((one) => (
            <li key={one.id}>
              <span class="grow wrap"><b>{one.name}</b><span class="t2 sm s-below">{describe(one)}</span><Warning text={warningText(one)} />
                {one.used_in.length > 0 && <span class="t3 sm s-below">{usesText(one.used_in)}</span>}</span>
              <Button kind="bare" icon="edit" label={t("settings.teams.edit_one", { name: one.name })} onClick={() => onEdit(one)} />
              {one.used_in.length === 0 && <Button kind="bare" icon="trash" label={t("settings.teams.delete_one", { name: one.name })} onClick={() => { onDelete(one); add.current?.focus(); }} />}
            </li>
          ))}
        </ul>
      )}
      {all.some((one) => one.used_in.length > 0) && <p class="hint s-under">{t("settings.teams.used_hint")}</p>}
    </section>
  );
}
