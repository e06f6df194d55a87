// Changing one person: name, face, role, inboxes, capacity; deactivating, which ends their sessions and can be undone.
import { useRef, useState } from "preact/hooks";
import { ApiError } from "../../api";
import { errorText, fieldErrors } from "../../errors";
import { t } from "../../i18n";
import { agent as me, loadSession } from "../../session";
import { Button, Dialog, ErrorText, TextField, toast } from "../../ui";
import type { Agent } from "../model";
import { FacePicker } from "../parts/face-picker";
import { patchAgent, team } from "../store";
import { offerUndo } from "../undo";
import { AbilityFields, type Abilities } from "./abilities";
import { RoleFields, type Duty } from "./role-fields";

type Form = Duty & Abilities & Pick<Agent, "name" | "face" | "capacity">;

const sayError = (error: unknown): string => (error instanceof ApiError && error.code === "last_admin" ? t("settings.agents.last_admin") : errorText(error));

async function setActive(of: Agent, active: boolean): Promise<void> {
  try {
    await patchAgent(of.id, { active });
    offerUndo(t(active ? "settings.agents.reactivated" : "settings.agents.deactivated", { name: of.name }), () => void setActive(of, !active));
  } catch (error) {
    toast({ text: sayError(error), kind: "bad" });
  }
}

function changesOf(of: Agent, form: Form): Partial<Agent> {
  const keys = (Object.keys(form) as (keyof Form)[]).filter((key) => JSON.stringify(form[key]) !== JSON.stringify(of[key]));
  const part: Partial<Agent> = Object.fromEntries(keys.map((key) => [key, form[key]]));
  return part.inbox_capacity ? { ...part, inbox_capacity: ofOwnInboxes(form) } : part;
}

/** A limit that was typed for an inbox that is not theirs any more is nothing to send. */
function ofOwnInboxes(form: Form): Agent["inbox_capacity"] {
  return Object.fromEntries(Object.entries(form.inbox_capacity).filter(([id]) => form.inbox_ids.includes(id)));
}

const isLastAdmin = (of: Agent): boolean => of.role === "admin" && of.active && !team.value?.agents.some((one) => one.id !== of.id && one.role === "admin" && one.active);

function Activity({ of, onClose }: { of: Agent; onClose: () => void }) {
  if (isLastAdmin(of)) return <p class="hint">{t("settings.agents.last_admin")}</p>;
  const flip = (): void => { onClose(); void setActive(of, !of.active); };
  return (
    <div class="s-activity">
      <p class="hint">{t(of.active ? "settings.agents.deactivate_hint" : "settings.agents.reactivate_hint", { name: of.name })}</p>
      <Button onClick={flip}>{t(of.active ? "settings.agents.deactivate" : "settings.agents.reactivate", { name: of.name })}</Button>
    </div>
  );
}

export function EditAgent({ of, onClose }: { of: Agent; onClose: () => void }) {
  const [form, setForm] = useState<Form>({ name: of.name, face: of.face, role: of.role, inbox_ids: of.inbox_ids, capacity: of.capacity, skills: of.skills, inbox_capacity: of.inbox_capacity });
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const latest = useRef(form);
  const put = (part: Partial<Form>): void => { latest.current = { ...latest.current, ...part }; setForm(latest.current); };
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    try {
      const part = changesOf(of, form);
      if (Object.keys(part).length > 0) await patchAgent(of.id, part);
      if (of.id === me.value?.id) await loadSession();
      toast({ text: t("settings.agents.saved", { name: form.name }) });
      if (latest.current === form) return onClose();
      setWrong({}); // more was written meanwhile: it stays, to be saved next
      setFailed(null);
    } catch (error) {
      setWrong(fieldErrors(error));
      setFailed(Object.keys(fieldErrors(error)).length > 0 ? null : sayError(error));
    }
    setBusy(false);
  };
  return (
    <Dialog wide asks title={of.name} onClose={onClose} footer={
      <>
        <Button kind="bare" onClick={onClose}>{t("settings.cancel")}</Button>
        <Button kind="main" type="submit" form="agent" busy={busy ? t("settings.saving") : undefined}>{t("settings.save.save")}</Button>
      </>}>
      <form id="agent" noValidate onSubmit={(event) => void save(event)}>
        <p class="t3 sm wrap">{of.email}</p>
        <div class="s-pair">
          <TextField label={t("settings.invite.name")} value={form.name} maxLength={200} dir="auto" error={wrong["name"]} onInput={(name) => put({ name })} />
          <TextField label={t("settings.agents.capacity")} type="number" min={1} max={100} value={String(form.capacity)} error={wrong["capacity"]} onInput={(text) => put({ capacity: Math.round(Number(text) || 0) })} />
        </div>
        <FacePicker name={form.name} face={form.face} onPick={(face) => put({ face })} />
        <RoleFields duty={form} onDuty={(duty) => put(duty)} wrong={wrong} />
        <AbilityFields of={of} form={form} put={put} wrong={wrong} />
        <ErrorText text={failed} />
        <Activity of={of} onClose={onClose} />
      </form>
    </Dialog>
  );
}
