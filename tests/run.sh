#!/usr/bin/env bash
# Builds everything and runs every test, after installing the tools they drive. Ends with one line: "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1

missing=()
command -v chromium >/dev/null || [ -x /usr/bin/chromium ] || missing+=(chromium)
command -v qpdf >/dev/null || missing+=(qpdf)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
/usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || missing+=(python3-aiosmtpd)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" -ne 0 ]; then
    echo "The tests drive ${missing[*]}. Install them (apt-get install ${missing[*]}), then run this again." >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/dev/null || { echo "apt-get could not install ${missing[*]}" >&2; exit 1; }
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
dotnet build Billing.sln -c Release -v quiet || { echo "0 passed, 1 failed"; exit 1; }

failed=0
for project in UnitTests IntegrationTests BrowserTests; do
  dotnet test "tests/Billing.$project" -c Release --no-build --logger "trx;LogFileName=$project.trx" --results-directory "$results" --logger "console;verbosity=minimal" || failed=1
  [ -f "$results/$project.trx" ] || { echo "tests/Billing.$project left no result" >&2; failed=1; }
done

# What the random contracts were made from, so that the same can be had again.
grep -oh "RATING_CONTRACTS=[0-9]* RATING_SEED=[0-9]*" "$results"/*.trx 2>/dev/null | sort -u

count() { cat "$results"/*.trx 2>/dev/null | grep -o "<Counters [^>]*" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ n += $1 } END { print n + 0 }'; }
passed=$(count passed)
wrong=$(( $(count total) - passed ))
if [ "$failed" -ne 0 ] && [ "$wrong" -eq 0 ]; then wrong=1; fi
echo "$passed passed, $wrong failed"
[ "$wrong" -eq 0 ] && [ "$passed" -gt 0 ]
