// Each function runs in the page by itself: nothing from outside of it is there.

/** Times of the frames of a scripted pan and zoom, in ms. */
export interface Played {
  readonly median: number;
  readonly p95: number;
  readonly frames: number;
}

/** Hands the family view its data as the extension does; resolves to the times from then to the picture on the screen. */
export async function showFamily(given: {
  readonly json: string;
  readonly view: object;
  /** What is in the page once the picture is drawn. */
  readonly ready: string;
}): Promise<{ firstMs: number; layoutMs: number }> {
  const json = new TextEncoder().encode(given.json);
  const answered = new Promise<void>(resolve => {
    addEventListener("message", () => {
      if (document.querySelector(given.ready)) resolve();
    });
  });
  const began = performance.now();
  window.postMessage({ call: "update", id: 1, params: { ...given.view, family: { json } } }, location.origin);
  const ping = setInterval(() => window.postMessage({ ping: true }, location.origin), 4);
  await answered;
  clearInterval(ping);
  await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
  const layoutMs = performance
    .getEntriesByType("measure")
    .find(({ name }) => name === "family layout" || name === "family map layout")?.duration;
  return { firstMs: performance.now() - began, layoutMs: layoutMs ?? Number.NaN };
}

/** Puts an SVG into the page; resolves to the time until it is on the screen. */
export async function drawSvg(text: string): Promise<number> {
  const began = performance.now();
  document.body.innerHTML = text;
  await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
  return performance.now() - began;
}

/** Has Mermaid draw a text, with its limits lifted; resolves to the time until the picture is on the screen. */
export async function renderMermaid(text: string): Promise<number> {
  const { mermaid } = window as unknown as {
    mermaid: {
      initialize(options: object): void;
      render(id: string, text: string): Promise<{ svg: string }>;
    };
  };
  mermaid.initialize({ startOnLoad: false, maxEdges: 1e9, maxTextSize: 1e9 });
  const began = performance.now();
  const { svg } = await mermaid.render("family", text);
  document.body.innerHTML = svg;
  await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
  return performance.now() - began;
}

/**
 * Pans and zooms for 180 frames, or until 25 s are over: from the whole drawing down to single names, along, and back.
 * The family view gets the wheel events of a person, or is scrolled if it has rows; of an SVG the group is moved the same way.
 */
export async function playPan(given: { readonly target: string; readonly isSvg: boolean }): Promise<Played> {
  const target = document.querySelector(given.target);
  if (!target) throw new Error(`nothing to move: ${given.target}`);
  const group = target.querySelector("g");
  const box = target.getBoundingClientRect();
  const [middleX, middleY] = [box.x + box.width / 2, box.y + box.height / 2];
  const [left = 0, top = 0, right = 1, bottom = 1] = (target.getAttribute("data-bounds") ?? "0 0 1 1")
    .split(" ")
    .map(Number);
  let k = Math.min(1, 544 / (bottom - top));
  const kx = Math.min(1, 844 / (right - left));
  const start = k;
  let [x, y] = [28 - left * kx, 300 - ((top + bottom) / 2) * k];
  const perFrame = (1 / start) ** (1 / 60);
  const move = (frame: number) => {
    const zooms = frame < 60 || frame >= 120;
    const factor = frame < 60 ? perFrame : 1 / perFrame;
    if (given.isSvg) {
      if (zooms) {
        x = 450 - ((450 - x) * Math.max(kx, k * factor)) / Math.max(kx, k);
        y = 300 - (300 - y) * factor;
        k *= factor;
      } else y -= 35;
      group?.setAttribute("transform", `translate(${x} ${y}) scale(${Math.max(kx, k)} ${k})`);
      return;
    }
    // Rows scroll: fast where a picture would zoom, at reading speed between.
    if (target.scrollHeight > target.clientHeight) {
      target.scrollTop += zooms ? (frame < 60 ? 700 : -700) : 35;
      return;
    }
    const deltaY = zooms ? -Math.log2(factor) / 0.0022 : 35;
    const place = { clientX: middleX, clientY: middleY, bubbles: true, cancelable: true };
    // Small steps count as those of two fingers, which are finer.
    const fine = zooms && Math.abs(deltaY) < 20 ? deltaY * 0.22 : deltaY;
    target.dispatchEvent(new WheelEvent("wheel", { ...place, deltaY: fine, ctrlKey: zooms }));
  };
  const times: number[] = [];
  const began = performance.now();
  let before = await new Promise<number>(requestAnimationFrame);
  for (let frame = 0; frame < 180 && performance.now() - began < 25_000; frame++) {
    move(frame);
    const now = await new Promise<number>(requestAnimationFrame);
    times.push(now - before);
    before = now;
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0;
  return { median: at(0.5), p95: at(0.95), frames: times.length };
}
