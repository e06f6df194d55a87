// Parts that come in a chunk of their own, and what stands there meanwhile.
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, Skeleton, useLate } from "../../ui";

const Waiting = () => (useLate(true) ? <div class="fl-canvas fl-waits"><Skeleton kind="block" /></div> : <div class="fl-canvas" />);

export function CanvasLater() {
  const [Canvas, setCanvas] = useState<ComponentType | null>(null);
  const [failed, setFailed] = useState(0);
  useEffect(() => {
    let here = true;
    import("./canvas/canvas").then((part) => { if (here) setCanvas(() => part.default); }, () => { if (here) setFailed((times) => times + 1); });
    return () => { here = false; };
  }, []);
  if (Canvas) return <Canvas />;
  return failed > 0 ? <div class="fl-canvas fl-waits" role="alert"><p>{t("errors.no_connection")}</p><Button onClick={() => location.reload()}>{t("ui.try_again")}</Button></div> : <Waiting />;
}
