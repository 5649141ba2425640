# The warden: a shell that outlives the harness by a moment. It reads one line at a time from a pipe that only the
# harness holds; when the pipe ends, the harness is gone, however it went, and what it left behind goes too.
#   scratch PATH   a folder to remove          kept PATH   no longer
#   started GROUP  a process group to end      ended GROUP no longer
trap '' HUP INT TERM
groups=' '
scratch=
while read -r verb argument; do
  case $verb in
    scratch) scratch=$argument ;;
    kept) scratch= ;;
    started) groups="$groups$argument " ;;
    ended) groups="${groups%% $argument *} ${groups#* $argument }" ;;
  esac
done
for group in $groups; do
  # dash takes no `--` after `-KILL`.
  kill -s KILL -- "-$group" 2>/dev/null
done
if [ -n "$scratch" ]; then
  rm -rf -- "$scratch"
fi
