"""What a shell reads at its start, so that it asks the program what can follow on a line.

Each script sets the three variables that `completion` reads, and leaves it to the shell to complete a file's name where
the answer is `:files`.
"""

from __future__ import annotations

FILES = ":files"

_BASH = r"""
_spaedbarn_completion() {
    local IFS=$'\n' line
    COMPREPLY=()
    while read -r line; do
        if [ "$line" = ":files" ]; then
            compopt -o default 2>/dev/null
            return 0
        fi
        COMPREPLY+=("${line%%$'\t'*}")
    done < <(_SPAEDBARN_COMPLETE=1 _SPAEDBARN_WORDS="${COMP_WORDS[*]:1:COMP_CWORD-1}" \
        _SPAEDBARN_TYPED="${COMP_WORDS[COMP_CWORD]}" "$1" 2>/dev/null)
}
complete -F _spaedbarn_completion spaedbarn
"""

_ZSH = r"""
#compdef spaedbarn
_spaedbarn_completion() {
    local line value
    local -a found
    for line in "${(@f)$(_SPAEDBARN_COMPLETE=1 _SPAEDBARN_WORDS="${(F)words[2,CURRENT-1]}" \
        _SPAEDBARN_TYPED="$words[CURRENT]" $words[1] 2>/dev/null)}"; do
        if [[ $line == ":files" ]]; then
            _files
            return
        fi
        [[ -n $line ]] || continue
        value=${line%%$'\t'*}
        found+=("${value//:/\\:}:${line#*$'\t'}")
    done
    (( $#found )) && _describe spaedbarn found
}
compdef _spaedbarn_completion spaedbarn
"""

_FISH = r"""
function __spaedbarn_completion
    set -l before (commandline -opc)
    set -l program $before[1]
    set -e before[1]
    set -l typed (commandline -ct)
    set -l line (string join \n -- $before | string collect)
    set -l found (env _SPAEDBARN_COMPLETE=1 _SPAEDBARN_WORDS="$line" _SPAEDBARN_TYPED="$typed" $program 2>/dev/null)
    if test "$found[1]" = ":files"
        __fish_complete_path "$typed"
    else
        string join \n -- $found
    end
end
complete --command spaedbarn --no-files --arguments "(__spaedbarn_completion)"
"""

_POWERSHELL = r"""
Register-ArgumentCompleter -Native -CommandName spaedbarn -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
    $Env:_SPAEDBARN_COMPLETE = "1"
    $Env:_SPAEDBARN_WORDS = $before -join "`n"
    $Env:_SPAEDBARN_TYPED = $wordToComplete
    try {
        & $commandAst.CommandElements[0].ToString() 2>$null | Where-Object { $_ -ne ":files" } | ForEach-Object {
            $value, $help = $_ -split "`t", 2
            if (-not $help) { $help = $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, "ParameterValue", $help)
        }
    } finally {
        Remove-Item Env:_SPAEDBARN_COMPLETE, Env:_SPAEDBARN_WORDS, Env:_SPAEDBARN_TYPED -ErrorAction Ignore
    }
}
"""

SCRIPTS: dict[str, str] = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL}
