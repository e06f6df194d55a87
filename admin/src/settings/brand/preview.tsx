// The real widget beside the form: the frame's own document from our own origin, fed with the unpublished brand.
// What it is told is in preview-config.ts; the launcher, which lives on the host page, is drawn here.
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { Icon, Mark, Segmented } from "../../ui";
import { draft } from "../draft";
import type { Themes } from "../model";
import { inbox } from "../store";
import { previewConfig } from "./preview-config";

type Device = "laptop" | "phone";
type Theme = "light" | "dark";

interface StageProps { language: string; roles: Themes | null; device: Device; open: boolean; theme: Theme; onFlip: () => void }

function Frame({ language, roles, theme, open }: Pick<StageProps, "language" | "roles" | "theme" | "open">) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(0);
  const config = previewConfig(language, roles, theme);
  const text = JSON.stringify(config);
  useEffect(() => {
    frame.current?.contentWindow?.postMessage({ deskbell: "preview", config: JSON.parse(text) as unknown }, location.origin);
  }, [text, ready]);
  useEffect(() => {
    // The frame says when it listens; its load event alone may come before its code has run.
    const hear = (event: MessageEvent): void => {
      const data = event.data as { deskbell?: unknown } | null;
      if (event.source === frame.current?.contentWindow && event.origin === location.origin && data?.deskbell === "preview_ready") setReady((count) => count + 1);
    };
    addEventListener("message", hear);
    return () => removeEventListener("message", hear);
  }, []);
  return (
    <iframe ref={frame} class="s-frame" hidden={!open} title={t("settings.preview.frame")} onLoad={() => setReady((count) => count + 1)}
      src={`/widget/${inbox.value?.key ?? ""}/frame?preview=1&locale=${encodeURIComponent(language)}`} />
  );
}

function Launcher({ language, roles, open, theme, onFlip }: Omit<StageProps, "device">) {
  const brand = draft.value?.brand;
  const now = roles?.[theme];
  if (!brand || !now) return null;
  const words = open ? "" : brand.launcher_text[language] ?? "";
  return (
    <button type="button" class={`s-bell ${words ? "worded" : ""}`} lang={language} aria-expanded={open} aria-label={t(open ? "settings.preview.close" : "settings.preview.open")} onClick={onFlip}
      style={{ background: now["accent"] ?? "", color: now["on-accent"] ?? "" }}>
      {open ? <Icon name="down" /> : <Mark />}{words && <span class="cut">{words}</span>}
    </button>
  );
}

function Stage(props: StageProps) {
  const brand = draft.value?.brand;
  if (!brand) return null;
  const place = { [brand.position === "left" ? "left" : "right"]: `${brand.offset_x}px`, bottom: `${brand.offset_y}px` };
  return (
    <div class={`s-stage ${props.device} ${brand.position} ${props.open ? "open" : ""}`} data-theme={props.theme}>
      <div class="s-host" aria-hidden="true">{Array.from({ length: 8 }, (_, at) => <i key={at} />)}</div>
      <div class="s-placed" style={place}>
        <Frame {...props} />
        <Launcher {...props} />
      </div>
    </div>
  );
}

const icon = (name: "laptop" | "phone" | "sun" | "moon", label: string) => <><Icon name={name} small /><span class="hidden">{label}</span></>;

export function Preview({ language, roles }: { language: string; roles: Themes | null }) {
  const [device, setDevice] = useState<Device>("laptop");
  const [shown, setShown] = useState<"open" | "closed">("open");
  const [theme, setTheme] = useState<Theme>(() => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  return (
    <aside class="s-preview" aria-label={t("settings.preview.title")}>
      <div class="s-previewbar">
        <Segmented<Device> label={t("settings.preview.device")} value={device} onChange={setDevice} choices={[{ value: "laptop", label: icon("laptop", t("settings.preview.laptop")) }, { value: "phone", label: icon("phone", t("settings.preview.phone")) }]} />
        <Segmented label={t("settings.preview.state")} value={shown} onChange={setShown} choices={[{ value: "open", label: t("settings.preview.is_open") }, { value: "closed", label: t("settings.preview.is_closed") }]} />
        <span class="grow" />
        <Segmented<Theme> label={t("settings.preview.theme")} value={theme} onChange={setTheme} choices={[{ value: "light", label: icon("sun", t("settings.preview.light")) }, { value: "dark", label: icon("moon", t("settings.preview.dark")) }]} />
      </div>
      <Stage language={language} roles={roles} device={device} open={shown === "open"} theme={theme} onFlip={() => setShown(shown === "open" ? "closed" : "open")} />
    </aside>
  );
}
