# What bash offers for a command line: complete.bash SCRIPT WORD...
source "$1"
shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_cleanexit
printf '%s\n' "${COMPREPLY[@]}"
