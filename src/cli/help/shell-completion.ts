import type { CommandEntry, Completes, OptionEntry } from "./command-entry";
import { commandTable, type shells } from "./command-table";

/** A shell that has a completion script. */
export type Shell = (typeof shells)[number];

/** The script that completes commands, options, and their values in a shell. */
export function completionScript(shell: Shell): string {
  if (shell === "bash") return bashScript();
  return shell === "zsh" ? zshScript() : fishScript();
}

const helpOption: OptionEntry = { name: "help", help: "explain the command" };
const optionsOf = ({ options }: CommandEntry): readonly OptionEntry[] => [...options, helpOption];

/** A text in single quotes, for Bash and Zsh. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

function bashScript(): string {
  const reply = (completes: Completes | undefined): string => {
    if (completes === "folder") return '_hub_lineage_paths -d "$word"';
    if (completes === "file") return '_hub_lineage_paths -f "$word"';
    return completes === undefined
      ? ":"
      : `COMPREPLY=($(compgen -W ${quoted(completes.join(" "))} -- "$word"))`;
  };
  const values = commandTable.flatMap(({ name, options }) =>
    options.flatMap(option =>
      option.value === undefined
        ? []
        : [`    '${name} --${option.name}') ${reply(option.completes)}; return ;;`],
    ),
  );
  const words = commandTable.map(command => {
    const names = optionsOf(command).map(({ name }) => `--${name}`);
    return `    ${command.name}) options=${quoted(names.join(" "))} ;;`;
  });
  const own = commandTable.flatMap(({ name, completes }) =>
    completes === undefined ? [] : [`    ${name}) ${reply(completes)} ;;`],
  );
  // The Bash of macOS is 3.2, which has no mapfile. Readline quotes what is offered, but passes the word as it was typed.
  return `# Completes hub-lineage in Bash.
_hub_lineage_paths() {
  local path word=\${2//\\\\/}
  case "$word" in [\\"\\']*) word=\${word:1} ;; esac
  while IFS= read -r path; do
    COMPREPLY+=("$path")
  done < <(compgen "$1" -- "$word")
}
_hub_lineage() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]} options=
  COMPREPLY=()
  compopt -o filenames 2> /dev/null
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${quoted([...commandTable.map(({ name }) => name), "--help", "--version"].join(" "))} -- "$word"))
    return
  fi
  case "$command $before" in
${values.join("\n")}
  esac
  case "$command" in
${words.join("\n")}
  esac
  if [ "\${word#-}" != "$word" ]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
    return
  fi
  case "$command" in
${own.join("\n")}
  esac
}
complete -F _hub_lineage hub-lineage
`;
}

function zshScript(): string {
  const action = (completes: Completes | undefined): string => {
    if (completes === "folder") return "_files -/";
    if (completes === "file") return "_files";
    return completes === undefined ? " " : `(${completes.join(" ")})`;
  };
  /** Colons and brackets end the parts of a specification. */
  const words = (text: string) => text.replace(/[\\:[\]]/g, sign => `\\${sign}`);
  const specification = (option: OptionEntry): string => {
    const { name, value, repeats, completes, help } = option;
    const message = value === undefined ? "" : `:${words(value)}:${action(completes)}`;
    return quoted(`${repeats ? "*" : ""}--${name}[${words(help)}]${message}`);
  };
  const cases = commandTable.map(command => {
    const rest =
      command.completes === undefined
        ? []
        : [quoted(`*:${words(command.arguments)}:${action(command.completes)}`)];
    const all = [...optionsOf(command).map(specification), ...rest];
    return `    ${command.name})\n      _arguments ${all.join(" \\\n        ")} ;;`;
  });
  const names = commandTable.map(({ name, summary }) => `    ${quoted(`${name}:${words(summary)}`)}`);
  return `#compdef hub-lineage
_hub-lineage() {
  local -a commands=(
${names.join("\n")}
  )
  if (( CURRENT == 2 )); then
    if [[ $words[2] == -* ]]; then
      compadd -- --help --version
    else
      _describe command commands
    fi
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${cases.join("\n")}
  esac
}
if [ "$funcstack[1]" = "_hub-lineage" ]; then
  _hub-lineage "$@"
else
  compdef _hub-lineage hub-lineage
fi
`;
}

function fishScript(): string {
  const own = (text: string) => `'${text.replace(/[\\']/g, sign => `\\${sign}`)}'`;
  const value = (completes: Completes | undefined): string => {
    if (completes === "folder") return " -x -a '(__fish_complete_directories)'";
    if (completes === "file") return " -r -F";
    return completes === undefined ? " -x" : ` -x -a ${own(completes.join(" "))}`;
  };
  const commands = commandTable.map(
    ({ name, summary }) => `complete -c hub-lineage -n __fish_use_subcommand -a ${name} -d ${own(summary)}`,
  );
  const details = commandTable.flatMap(command => {
    const { name, completes } = command;
    const when = `complete -c hub-lineage -n '__fish_seen_subcommand_from ${name}'`;
    const options = optionsOf(command).map(
      option =>
        `${when} -l ${option.name}${option.value === undefined ? "" : value(option.completes)} -d ${own(option.help)}`,
    );
    if (completes === "file" || completes === "folder") return [...options, `${when} -F`];
    return completes === undefined ? options : [...options, `${when} -a ${own(completes.join(" "))}`];
  });
  const general = ["help", "version"].map(
    name => `complete -c hub-lineage -n __fish_use_subcommand -l ${name}`,
  );
  return `${["# Completes hub-lineage in Fish.", "complete -c hub-lineage -f", ...commands, ...general, ...details].join("\n")}\n`;
}
