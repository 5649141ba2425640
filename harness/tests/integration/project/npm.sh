#!/bin/sh
# The npm of the tests. It writes down what it is asked, and answers as npm does. `offline`, `empty` and `liar` beside it change its
# mind; into `slow`, a pipe, it says that it is at work, and then waits until somebody writes into `go`.
here=${0%/*}
echo "$1" >> "$here/asked"
if [ -e "$here/offline" ]; then
  echo 'npm error network is unreachable' >&2
  exit 1
fi
if [ "$1" = view ]; then
  cat "$here/versions.json"
  exit
fi
folder=$3
for word; do
  case $word in *[!@]@*) package=$word ;; esac
done
name=${package%@*}
version=${package##*@}
case $name in
  node-*) kind=node program=bin/node ;;
  @oven/*) kind=bun program=bin/bun ;;
  *) kind=deno program=deno ;;
esac
place=$folder/node_modules/$name
mkdir -p "$place/include" "$place/bin"
echo 'int main();' > "$place/include/node.h"
[ -e "$here/liar" ] && version=1.2.3
if [ -e "$here/slow" ]; then
  echo "$folder" > "$here/slow"
  cat "$here/go" > /dev/null
fi
[ -e "$here/empty" ] && exit
# Whatever it is asked, it says what it is.
cat > "$place/$program" << END
#!/bin/sh
echo '{"kind":"$kind","version":"$version","program":"'"\$0"'"}'
END
chmod +x "$place/$program"
