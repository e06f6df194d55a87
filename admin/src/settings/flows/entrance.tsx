// The door to flows: the page is a chunk of its own, since few admins open it on most days.
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { addStrings, t } from "../../i18n";
import { path, segments } from "../../router";
import { Button, useLate } from "../../ui";
import { Loading } from "../parts/broken";
import { FlowSkeleton } from "./skeleton";

/** A flow of its own has another layout than the list. */
function Waiting() {
  const late = useLate(true);
  if (segments(path.value).length <= 2) return <div class="s-body s-form wide"><Loading /></div>;
  return late ? <FlowSkeleton /> : null;
}

export function Flows() {
  const [Page, setPage] = useState<ComponentType | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let here = true;
    import("./index").then(async (part) => {
      await addStrings(part.strings);
      if (here) setPage(() => part.default);
    }).catch(() => { if (here) setFailed(true); });
    return () => { here = false; };
  }, []);
  if (Page) return <Page />;
  if (!failed) return <Waiting />;
  return <div class="s-body s-form wide"><div class="card s-void" role="alert"><p>{t("errors.no_connection")}</p><Button onClick={() => location.reload()}>{t("ui.try_again")}</Button></div></div>;
}
