import { count, grouped } from "../../../src/lineage/in-words";
import { t } from "../../../src/words/words";
import { button } from "../../kit/controls";
import { html, setAttributes, setText } from "../../kit/dom";

/** Time between two months while playing, in ms; with reduced motion, whole years follow one another more slowly. */
const [monthMs, yearMs] = [160, 1200];

interface Month {
  readonly name: string;
  /** The last millisecond of the month. */
  readonly end: number;
}

function monthsOf(created: Float64Array): Month[] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const at of created) {
    if (Number.isNaN(at)) continue;
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  const months: Month[] = [];
  if (first > last) return months;
  const start = new Date(first);
  for (let month = start.getUTCMonth(); ; month++) {
    const begin = Date.UTC(start.getUTCFullYear(), month, 1);
    if (begin > last) return months;
    const end = Date.UTC(start.getUTCFullYear(), month + 1, 1) - 1;
    months.push({ name: new Date(begin).toISOString().slice(0, 7), end });
  }
}

/** A slider over the months in which the models of a family were created, and a button that plays them. */
export class MapTimes {
  readonly element: HTMLElement;
  readonly #range = html("input", {
    type: "range",
    min: 0,
    class: "months",
    "aria-label": t`Show models created until`,
  });
  readonly #said = html("output", { class: "month" });
  readonly #play: HTMLElement;
  readonly #changed: () => void;
  #created: Float64Array = new Float64Array();
  #months: readonly Month[] = [];
  #timer = 0;

  constructor(changed: () => void) {
    this.#changed = changed;
    this.#play = button(
      t`Play`,
      "icon",
      () => this.#toggle(),
      t`Play: show the family growing month by month`,
    );
    this.#range.addEventListener("input", () => {
      this.#stop();
      this.#tell();
    });
    this.element = html("div", { class: "map-times" }, this.#play, this.#range, this.#said);
  }

  /** Models created later than this are not shown; in ms, null at the end of the slider, where all are shown. */
  get until(): number | null {
    const at = Number(this.#range.value);
    return at >= this.#months.length - 1 ? null : (this.#months[at]?.end ?? null);
  }

  /** Takes the times of creation of a family's models, in ms; of another family, everything is shown at first. */
  show(created: Float64Array, isOther: boolean): void {
    const atEnd = isOther || this.until === null;
    this.#created = created;
    this.#months = monthsOf(created);
    if (isOther) this.#stop();
    setAttributes(this.#range, { max: Math.max(0, this.#months.length - 1) });
    if (atEnd) this.#range.value = String(Math.max(0, this.#months.length - 1));
    this.element.hidden = this.#months.length < 2;
    this.#say();
  }

  #toggle(): void {
    if (this.#timer !== 0) {
      this.#stop();
      return;
    }
    const last = this.#months.length - 1;
    if (Number(this.#range.value) >= last) this.#range.value = "0";
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const step = calm ? 12 : 1;
    this.#timer = window.setInterval(
      () => {
        this.#range.value = String(Math.min(last, Number(this.#range.value) + step));
        if (Number(this.#range.value) >= last) this.#stop();
        this.#tell();
      },
      calm ? yearMs : monthMs,
    );
    this.#name();
    this.#tell();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#name();
  }

  #name(): void {
    const playing = this.#timer !== 0;
    setText(this.#play, playing ? t`Stop` : t`Play`);
    const name = playing ? t`Stop playing` : t`Play: show the family growing month by month`;
    setAttributes(this.#play, { "aria-label": name, title: name });
  }

  #tell(): void {
    this.#say();
    this.#changed();
  }

  #say(): void {
    const month = this.#months[Number(this.#range.value)]?.name ?? "";
    const { until } = this;
    const undated = this.#created.filter(at => Number.isNaN(at)).length;
    const shown = until === null ? this.#created.length : this.#created.filter(at => !(at > until)).length;
    const dateless = until !== null && undated > 0 ? t`, ${grouped(undated)} without a date` : "";
    const text = t`${month}: ${grouped(shown)} of ${count(this.#created.length, "model")}` + dateless;
    setText(this.#said, text);
    setAttributes(this.#range, { "aria-valuetext": text });
  }
}
