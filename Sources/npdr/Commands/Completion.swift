import ArgumentParser

/// The generated script knows every command; what `query` and `report` take follows from the declarations, and is asked
/// of the program itself.
struct Completion: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: "Write the script by which the tab key completes commands, filters and values.",
    discussion: """
      For bash, in ~/.bashrc:   eval "$(npdr completion bash)"
      For zsh, in ~/.zshrc, after compinit:   eval "$(npdr completion zsh)"
      """)

  @Argument(help: ArgumentHelp("bash or zsh.", valueName: "shell"))
  var shell: Shell

  enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh }

  func run() throws { print(Self.script(shell)) }

  static func script(_ shell: Shell) -> String {
    switch shell {
    case .bash: NPDR.completionScript(for: .bash) + "\n" + bash
    case .zsh: NPDR.completionScript(for: .zsh) + "\n" + zsh
    }
  }

  /// A word of bash ends at `=` and `:`; ours do not.
  private static let bash = """
    _npdr_all() {
      case "${COMP_WORDS[1]}" in
        query|report)
          local line="${COMP_LINE:0:COMP_POINT}" typed
          local -a words
          read -ra words <<< "$line"
          [[ "$line" == *' ' ]] && words+=('')
          typed="${words[${#words[@]}-1]}"
          local IFS=$'\\n'
          COMPREPLY=($("${COMP_WORDS[0]}" completion-words -- "${words[@]}" 2>/dev/null))
          # What stands before the sign is typed, and bash holds it for another word.
          if [[ "$typed" == --*=* && "$COMP_WORDBREAKS" == *=* ]]; then COMPREPLY=("${COMPREPLY[@]#*=}"); fi
          compopt +o default -o nospace 2>/dev/null
          if [[ ${#COMPREPLY[@]} -eq 1 && "${COMPREPLY[0]}" != *= ]]; then COMPREPLY=("${COMPREPLY[0]} "); fi
          ;;
        *) _npdr "$@" ;;
      esac
    }
    complete -o filenames -F _npdr_all npdr
    """

  private static let zsh = """
    _npdr_all() {
      case "${words[2]}" in
        query|report)
          local -a found
          found=("${(@f)$("${words[1]}" completion-words -- "${(@)words[1,CURRENT]}" 2>/dev/null)}")
          (( ${#found[1]} )) && compadd -Q -- "${found[@]}"
          ;;
        *) _npdr "$@" ;;
      esac
    }
    compdef _npdr_all npdr
    """
}

/// Asked by the scripts, with the line up to the cursor: a candidate a line.
struct Candidates: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion-words", abstract: "What could come next on a line.", shouldDisplay: false, helpNames: [])

  @Argument(parsing: .captureForPassthrough)
  var words: [String] = []

  func run() throws {
    let line = words.first == "--" ? Array(words.dropFirst()) : words
    try Screen.write(CompletionWords.candidates(line).map { $0 + "\n" }.joined())
  }
}
