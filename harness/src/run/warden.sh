# The warden: a shell that outlives the harness by a moment. It reads one line at a time from a pipe that only the
# harness holds; when the pipe ends, the harness is gone, however it went, and what it left behind goes too.
#   started GROUP  a process group to end      ended GROUP  no longer
#   kept           the scratch folder stays
# Its arguments are the scratch folder, because no line could hold every name that a folder may have, and what marks the
# processes of this harness's runs in their environments.
trap '' HUP INT TERM
scratch=$1
mark=$2
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
# Processes that have left their groups. What those start meanwhile is found at the next look; the count is for one that cannot
# be ended.
marked() {
  for file in /proc/[0-9]*/environ; do
    if tr '\0' '\n' < "$file" | grep -q "^$mark"; then
      process=${file#/proc/}
      echo "${process%/environ}"
    fi
  done
}
looks=0
while left=$(marked) && [ -n "$left" ] && [ $looks -lt 100 ]; do
  for process in $left; do
    kill -s KILL "$process" 2>/dev/null
  done
  looks=$((looks + 1))
done
if [ -n "$scratch" ] && ! rm -rf -- "$scratch"; then
  # A program took away the permission to remove what stands in a folder of its own.
  find "$scratch" -type d -exec chmod u+rwx {} \;
  rm -rf -- "$scratch"
fi
