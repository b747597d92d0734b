import { scopeFields, type WrittenScope } from "../../src/analyses/scope-words";
import { english, phrase, t } from "../../src/words/words";
import { button, isTypedInto, type TextField, textField } from "../kit/controls";
import { html } from "../kit/dom";

const words: Readonly<Record<(typeof scopeFields)[number], readonly [name: string, example: string]>> = {
  family: [english("Family of"), "google/gemma-2b"],
  organization: [english("Organization"), "google"],
  task: [english("Task"), "text-generation"],
  since: [english("Created since"), "2024-01"],
  before: [english("Created before"), "2025-01"],
};

/** The row that limits figures to a family, organization, task, or time span. */
export class ScopeBar {
  readonly element = html("form", { class: "scope", "aria-label": t`Limit figures`, hidden: true });
  readonly #fields: Readonly<Record<string, TextField>>;

  /** `asked` is called when the user applies or clears the limits. */
  constructor(asked: (scope: WrittenScope) => void) {
    this.#fields = Object.fromEntries(
      scopeFields.map(field => [field, textField(phrase(words[field][0]), words[field][1], () => undefined)]),
    );
    const ask = () => asked(this.#written());
    const labelled = scopeFields.map(field => {
      const control = this.#fields[field]?.element ?? null;
      return html(
        "span",
        { class: "choice" },
        html("span", { "aria-hidden": "true" }, phrase(words[field][0])),
        control,
      );
    });
    const clear = () => {
      this.show({});
      ask();
    };
    this.element.append(
      ...labelled,
      button(t`Apply`, "primary", ask),
      button(t`Clear`, "secondary", clear, t`Clear limits`),
    );
    this.element.addEventListener("submit", event => event.preventDefault());
    this.element.addEventListener("keydown", event => {
      if (event.key === "Enter" && isTypedInto(event.target)) ask();
    });
  }

  /** Shows or hides the row. */
  toggle(): void {
    this.element.hidden = !this.element.hidden;
    if (!this.element.hidden) this.#fields.family?.focus();
  }

  /** Shows what the figures are limited to. */
  show(scope: WrittenScope): void {
    for (const field of scopeFields) this.#fields[field]?.set(scope[field] ?? "");
  }

  #written(): WrittenScope {
    return Object.fromEntries(scopeFields.map(field => [field, this.#fields[field]?.value().trim() ?? ""]));
  }
}
