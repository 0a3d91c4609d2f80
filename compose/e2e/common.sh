# Shared by the end-to-end checks: paths, and a Python environment with the emulators and Confluent's Python client.
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
venv="$here/target/venv"
python="$venv/bin/python"
say() { printf '\n== %s (%s s)\n' "$*" "$SECONDS"; }
fail() { echo "$*" >&2; exit 1; }

[ -x "$root/compose/local/cartostream" ] || fail "not built: run mvn package first"
if [ ! -f "$venv/installed" ] || ! cmp -s "$here/requirements.txt" "$venv/installed"; then
  say "emulators and Confluent's Python client into $venv"
  mkdir -p "$here/target"
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q --disable-pip-version-check -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$venv/installed"
fi
