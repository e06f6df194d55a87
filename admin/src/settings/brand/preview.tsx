// The real widget beside the form: the frame's own document from our own origin, fed with the unpublished brand.
// What it is told is in preview-config.ts; here are the switches, and a piece of host page for it to stand on.
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../i18n";
import { Icon, Segmented } from "../../ui";
import type { Greeting, Themes } from "../model";
import { inbox } from "../store";
import { previewConfig, type Look } from "./preview-config";

type Device = "laptop" | "phone";
type Theme = Look["theme"];

function useFed(text: string) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, setReady] = useState(0);
  useEffect(() => {
    // The frame says when it listens; what was sent before that nobody heard.
    const hear = (event: MessageEvent): void => {
      const data = event.data as { deskbell?: unknown } | null;
      if (event.source === frame.current?.contentWindow && event.origin === location.origin && data?.deskbell === "preview_ready") setReady((count) => count + 1);
    };
    addEventListener("message", hear);
    return () => removeEventListener("message", hear);
  }, []);
  useEffect(() => {
    frame.current?.contentWindow?.postMessage({ deskbell: "preview", config: JSON.parse(text) as unknown }, location.origin);
  }, [text, ready]);
  return frame;
}

interface StageProps { language: string; visitor: keyof Greeting; roles: Themes | null; look: Look }

function Stage({ language, visitor, roles, look }: StageProps) {
  const frame = useFed(JSON.stringify(previewConfig(language, roles, look, visitor)));
  const src = `/widget/${inbox.value?.key ?? ""}/frame?preview=1&locale=${encodeURIComponent(language)}`;
  return (
    <div class={`s-stage ${look.phone ? "phone" : ""}`} data-theme={look.theme}>
      <div class="s-host" aria-hidden="true">{Array.from({ length: 8 }, (_, at) => <i key={at} />)}</div>
      <iframe key={src} ref={frame} class="s-frame" tabIndex={-1} title={t("settings.preview.frame")} src={src} />
    </div>
  );
}

const icon = (name: "laptop" | "phone" | "sun" | "moon", label: string) => <><Icon name={name} small /><span class="hidden">{label}</span></>;

interface PreviewProps extends Omit<StageProps, "look"> { onVisitor: (visitor: keyof Greeting) => void }

export function Preview({ language, visitor, onVisitor, roles }: PreviewProps) {
  const [device, setDevice] = useState<Device>("laptop");
  const [shown, setShown] = useState<"open" | "closed">("open");
  const [theme, setTheme] = useState<Theme>(() => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  return (
    <aside class="s-preview" id="s-preview" tabIndex={-1} aria-label={t("settings.preview.title")}>
      <div class="s-previewbar">
        <h2 class="s-whole">{t("settings.preview.title")}</h2>
        <Segmented<Device> label={t("settings.preview.device")} value={device} onChange={setDevice} choices={[{ value: "laptop", label: icon("laptop", t("settings.preview.laptop")) }, { value: "phone", label: icon("phone", t("settings.preview.phone")) }]} />
        <Segmented label={t("settings.preview.state")} value={shown} onChange={setShown} choices={[{ value: "open", label: t("settings.preview.is_open") }, { value: "closed", label: t("settings.preview.is_closed") }]} />
        <Segmented label={t("settings.preview.visitor")} value={visitor} onChange={onVisitor} choices={[{ value: "new", label: t("settings.preview.new") }, { value: "returning", label: t("settings.preview.returning") }]} />
        <span class="grow" />
        <Segmented<Theme> label={t("settings.preview.theme")} value={theme} onChange={setTheme} choices={[{ value: "light", label: icon("sun", t("settings.preview.light")) }, { value: "dark", label: icon("moon", t("settings.preview.dark")) }]} />
      </div>
      <Stage language={language} visitor={visitor} roles={roles} look={{ theme, open: shown === "open", phone: device === "phone" }} />
    </aside>
  );
}
