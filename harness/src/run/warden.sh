# The warden: a shell that outlives the harness by a moment. It reads one line at a time from a pipe that only the
# harness holds; when the pipe ends, the harness is gone, however it went, and what it left behind goes too.
#   started GROUP  a process group to end      ended GROUP  no longer
#   kept           the scratch folder stays
# The scratch folder is an argument: no line could hold every name that a folder may have.
trap '' HUP INT TERM
scratch=$1
groups=' '
while read -r verb group; do
  case $verb in
    kept) scratch= ;;
    started) groups="$groups$group " ;;
    ended) groups="${groups%% $group *} ${groups#* $group }" ;;
  esac
done
for group in $groups; do
  # dash takes no `--` after `-KILL`.
  kill -s KILL -- "-$group" 2>/dev/null
done
if [ -n "$scratch" ]; then
  rm -rf -- "$scratch"
fi
