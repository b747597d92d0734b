import type { CommandEntry, OptionEntry } from "./command-entry";
import { commandTable } from "./command-table";

/** The longest line of the help. */
const width = 100;

const general: readonly OptionEntry[] = [
  { name: "help", help: "explain a command; without one, print this page" },
  { name: "version", help: "print the version" },
];

const codes =
  "Exit codes: 0 done; 1 lint found an error or too many warnings; 2 failed or incomplete, or the index was damaged or could not be saved, even if there is output; 130 stopped with Ctrl+C.";

/** The page of `hub-lineage --help`: all commands, and what holds for each. */
export function helpText(): string {
  const commands = commandTable.map(({ name, arguments: rest, summary }) => [
    `${name} ${rest}`.trim(),
    summary,
  ]);
  const options = general.map(({ name, help }) => [`--${name}`, help]);
  return lines([
    "Usage: hub-lineage COMMAND [OPTIONS]",
    "",
    "Commands:",
    ...columns(commands, 2),
    "",
    "Options:",
    ...columns(options, 2),
    "",
    "To see the options of a command and examples, run hub-lineage COMMAND --help.",
    "Colors follow NO_COLOR and FORCE_COLOR. Requests go through HTTPS_PROXY, HTTP_PROXY, and NO_PROXY.",
    "",
    ...wrapped(codes, width),
  ]);
}

/** The page of `hub-lineage COMMAND --help`. */
export function commandHelp(command: CommandEntry): string {
  const { name, text, options, examples } = command;
  const rows = [...options, ...general.slice(0, 1).map(own => ({ ...own, help: "print this page" }))].map(
    option => [shownOption(option), option.help + (option.repeats ? "; can be repeated" : "")],
  );
  return lines([
    `Usage: hub-lineage ${name}${command.arguments === "" ? "" : ` ${command.arguments}`}${options.length > 0 ? " [OPTIONS]" : ""}`,
    "",
    ...wrapped(text, width),
    "",
    "Options:",
    ...columns(rows, 2),
    "",
    "Examples:",
    ...examples.flatMap(([line, what]) => [`  hub-lineage ${line}`, `      ${what}`]),
  ]);
}

function shownOption({ name, value }: OptionEntry): string {
  return value === undefined ? `--${name}` : `--${name} ${value}`;
}

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}

/** Two columns, the second one wrapped; a first cell that is too long stands on a line of its own. */
function columns(rows: readonly (readonly string[])[], indent: number): readonly string[] {
  const most = 24;
  const longest = Math.max(...rows.map(([first = ""]) => (first.length > most ? 0 : first.length)));
  const start = indent + longest + 2;
  const margin = " ".repeat(start);
  return rows.flatMap(([first = "", second = ""]) => {
    const own = " ".repeat(indent) + first;
    const texts = wrapped(second, width - start);
    if (first.length > longest) return [own, ...texts.map(text => margin + text)];
    return texts.map((text, at) => (at === 0 ? own.padEnd(start) : margin) + text);
  });
}

/** A text in lines of at most so many characters; a longer word has a line of its own. */
function wrapped(text: string, most: number): readonly string[] {
  const done: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > most) {
      done.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...done, line];
}
