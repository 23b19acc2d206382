# Stops process groups whose parent is gone, however it went (SIGKILL included): the parent holds our standard input
# open, writes "+ <group>" and "- <group>", and the kernel closes the pipe when the parent ends.
groups=' '
while read -r sign group; do
  case $sign in
    +) groups="$groups$group " ;;
    -) groups="${groups%% "$group" *} ${groups#* "$group" }" ;;
  esac
done
# "-s": the only spelling that every shell takes for a group.
signal() { for group in $groups; do kill -s "$1" -- "-$group" 2>/dev/null && found=yes; done; }
found=; signal TERM
tries=0
while [ -n "$found" ] && [ $tries -lt 30 ]; do
  sleep 0.1
  tries=$((tries + 1))
  found=; signal 0
done
signal KILL
exit 0
