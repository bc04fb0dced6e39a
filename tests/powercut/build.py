"""The shim, compiled once where there is a C compiler."""

import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")


@cache
def shim() -> Path | None:
    """Return the shared object; nothing where it cannot be made."""
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        return None
    made = Path(tempfile.mkdtemp(prefix="xcli-shim-")) / "shim.so"
    done = subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", made, SOURCE, "-ldl"], capture_output=True, check=False)
    return made if done.returncode == 0 else None
