// The server's HTML of an article as elements of ours. It is read in a document that runs and loads nothing, and only what is
// on this list is made anew: people's text never becomes markup of the desk.
import { h, type ComponentChild } from "preact";

const TAGS = new Set(("a abbr b blockquote br caption code dd del dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s small"
  + " span strong sub sup table tbody td tfoot th thead tr u ul").split(" "));
const LINK = /^(https?:|mailto:|tel:|\/(?![/\\])|#)/i;
const PICTURE = /^\/media\/article\//;

/** An unknown element is what is in it. */
function made(node: Node): ComponentChild {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node.nodeType === Node.ELEMENT_NODE)) return null;
  const element = node as Element;
  const name = element.localName;
  if (name === "img") return picture(element);
  const inside = [...element.childNodes].map(made);
  if (name === "table") return h("div", { class: "wide", role: "group", tabIndex: 0 }, h(name, {}, ...inside));
  return TAGS.has(name) ? h(name, attributes(element), ...inside) : inside;
}

/** What may be wider than its place is reached by keys, as in the help centre. */
const attributes = (element: Element): object => (element.localName === "a" ? link(element) : element.localName === "pre" ? { tabIndex: 0 } : {});

function link(element: Element): object {
  const href = element.getAttribute("href") ?? "";
  return LINK.test(href) ? { href, target: "_blank", rel: "noopener noreferrer nofollow" } : {};
}

/** Only our own are loaded; another is told by its words. */
function picture(element: Element): ComponentChild {
  const [src, alt] = [element.getAttribute("src") ?? "", element.getAttribute("alt") ?? ""];
  return PICTURE.test(src) ? h("img", { src, alt }) : alt;
}

export const safe = (html: string): ComponentChild[] => [...new DOMParser().parseFromString(html, "text/html").body.childNodes].map(made);
