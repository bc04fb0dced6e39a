#!/bin/sh
# Finds a Python that the packages here were made for; install.py does the rest.
here=$(cd "$(dirname "$0")" && pwd)
for version in @PYTHONS@ ""; do
    python=python$version
    [ -n "$version" ] || python=python3
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        exec "$python" -B "$here/install.py" "$@"
    fi
done
echo "需要 Python（@PYTHONS@ 之一），请先安装，见 README.txt。/ Python is needed, one of @PYTHONS@; see README.txt." >&2
exit 1
